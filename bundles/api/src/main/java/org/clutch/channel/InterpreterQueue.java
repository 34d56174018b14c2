package org.clutch.channel;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A FIFO between interpreters, with the semantics of Python's {@code queue.Queue}: the messages of one sender keep their
 * order, and each message goes to exactly one receiver. Putting a message <em>happens-before</em> getting it. Messages
 * are {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}; null is Python's {@code None}.
 *
 * <p>Any thread may call. A waiting thread parks. If the transport that carries the messages goes away, the queue keeps
 * them, and callers wait until another one is there.
 */
@ProviderType
public interface InterpreterQueue {
    /** What {@link #poll()} and its like return when there was no message: compare by identity. */
    Object EMPTY = new Object();

    /**
     * Gives the number that names this queue.
     *
     * @return a positive number, never reused
     */
    long id();

    /**
     * Gives the bound that was asked for.
     *
     * @return the number of messages before senders wait, zero or less for no bound
     */
    int maxSize();

    /**
     * Counts the messages that were put and not taken.
     *
     * @return a snapshot, which may miss messages that are just moving from one transport to another
     */
    int size();

    /**
     * Puts a message, and waits as long as the queue is full.
     *
     * @param message converted by {@link org.clutch.share.CrossInterpreterData#of(Object)}
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was put
     * @throws org.clutch.share.NotShareableException if the message cannot cross; nothing was put
     */
    void put(Object message) throws InterruptedException;

    /**
     * Puts a message unless the queue is full. Does not wait.
     *
     * @param message converted by {@link org.clutch.share.CrossInterpreterData#of(Object)}
     * @return true if it was put, false if the queue is full or has no transport at the moment
     * @throws org.clutch.share.NotShareableException if the message cannot cross; nothing was put
     */
    boolean offer(Object message);

    /**
     * Puts a message, and waits at most for a while when the queue is full.
     *
     * @param message converted by {@link org.clutch.share.CrossInterpreterData#of(Object)}
     * @param timeout how long to wait; zero or less does not wait
     * @return true if it was put, false if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was put
     * @throws org.clutch.share.NotShareableException if the message cannot cross; nothing was put
     */
    boolean offer(Object message, Duration timeout) throws InterruptedException;

    /**
     * Takes the oldest message, and waits as long as there is none.
     *
     * @return the message, null for {@code None}
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     */
    Object take() throws InterruptedException;

    /**
     * Takes the oldest message if there is one. Does not wait.
     *
     * @return the message, null for {@code None}; {@link #EMPTY} if there is none
     */
    Object poll();

    /**
     * Takes the oldest message, and waits at most for a while.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return the message, null for {@code None}; {@link #EMPTY} if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     */
    Object poll(Duration timeout) throws InterruptedException;
}
