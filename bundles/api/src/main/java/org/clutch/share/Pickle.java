package org.clutch.share;

/**
 * A Python object between two interpreters, in the form that {@code pickle.dumps(object, protocol=5)} gave it.
 *
 * @param data the pickle
 */
public record Pickle(Bytes data) {}
