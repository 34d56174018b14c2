package org.clutch.share;

/**
 * A Python object between two interpreters, in the form that {@code pickle.dumps(object, protocol=5)} gave it.
 *
 * @param data the pickle
 * @param beside what it refers to and cannot hold itself: parts of the object that cross by a way of their own, and its
 *            out-of-band buffers
 */
public record Pickle(Bytes data, Tuple beside) {
    /**
     * Makes a pickle that needs nothing beside it.
     *
     * @param data the pickle
     */
    public Pickle(Bytes data) {
        this(data, Tuple.of());
    }
}
