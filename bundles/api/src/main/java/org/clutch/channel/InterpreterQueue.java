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
     * What comes out in the place of a message whose interpreter has been closed, Python's {@code UNBOUND}: compare by
     * identity.
     */
    Object UNBOUND = new Object();

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
     * Says what becomes of messages whose interpreter is closed, unless a put says otherwise.
     *
     * @return what was given when the queue was made
     */
    UnboundItems unboundItems();

    /**
     * Gives this queue with another rule for what is put through the result.
     *
     * @param rule what becomes of such messages when their interpreter is closed
     * @return the same queue, for puts under that rule
     */
    InterpreterQueue withUnboundItems(UnboundItems rule);

    /**
     * Counts the messages that were put and not taken.
     *
     * @return a snapshot
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
     * @return the message, null for {@code None}; {@link #UNBOUND} in the place of a message under
     *         {@link UnboundItems#UNBOUND}
     * @throws ItemInterpreterDestroyedException in the place of a message under {@link UnboundItems#ERROR}
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     */
    Object take() throws InterruptedException;

    /**
     * Takes the oldest message if there is one. Does not wait.
     *
     * @return the message, null for {@code None}; {@link #EMPTY} if there is none; {@link #UNBOUND} as in {@link #take()}
     * @throws ItemInterpreterDestroyedException as in {@link #take()}
     */
    Object poll();

    /**
     * Takes the oldest message, and waits at most for a while.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return the message, null for {@code None}; {@link #EMPTY} if the time was over; {@link #UNBOUND} as in
     *         {@link #take()}
     * @throws ItemInterpreterDestroyedException as in {@link #take()}
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     */
    Object poll(Duration timeout) throws InterruptedException;
}
