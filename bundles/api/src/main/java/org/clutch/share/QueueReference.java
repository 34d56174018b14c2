package org.clutch.share;

/**
 * A queue that travels between two interpreters. It does not keep the queue alive: one that nobody holds any more is
 * not found when the reference arrives.
 *
 * @param id the queue's id, as in {@link org.clutch.channel.InterpreterQueue#id()}
 */
public record QueueReference(long id) {}
