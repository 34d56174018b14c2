package org.clutch.sync;

import java.time.Duration;
import org.clutch.channel.DeadlockException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Threads that wait, without a lock, until another one that has the lock signals that something has changed. No signal is
 * lost: one for a thread that leaves by an exception, or whose interpreter ends, goes to the next.
 */
@ProviderType
public interface Condition extends Synchronizer {
    /**
     * Gives its lock.
     *
     * @return the caller's own view
     */
    Lock lock();

    /**
     * Counts the threads that wait for a signal.
     *
     * @return a snapshot
     */
    int waiting();

    /**
     * Begins a wait: releases the lock however often it was acquired. For those who wait piece by piece; all others call
     * {@link #await()}. Does not block.
     *
     * @return the wait, which its thread must end
     * @throws IllegalMonitorStateException if the calling thread has not acquired the lock
     */
    Waiting begin();

    /** A wait of one thread, which calls all methods. After {@link #end} it acquires the lock again, whatever happened. */
    @ProviderType
    interface Waiting {
        /**
         * Waits for the signal; may be called again when it did not come.
         *
         * @param timeout how long to wait, zero or less does not wait; null for as long as it takes
         * @return false if the time was over
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        boolean await(Duration timeout) throws InterruptedException;

        /**
         * Ends the wait. Does not block.
         *
         * @param heeds whether the caller heeds the signal; if not, one that has come goes to the next who waits
         * @return whether the signal has come
         */
        boolean end(boolean heeds);

        /**
         * Acquires the lock as often as it was before.
         *
         * @param timeout as above
         * @return false if the time was over
         * @throws DeadlockException if no thread that could release the lock is able to
         * @throws InterruptedException if the thread is interrupted while it waits; it has not acquired
         */
        boolean reacquire(Duration timeout) throws InterruptedException;
    }

    /**
     * Waits for a signal, without the lock. Has the lock again when it returns or throws.
     *
     * @throws IllegalMonitorStateException if the calling thread has not acquired the lock
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void await() throws InterruptedException;

    /**
     * Waits for a signal for a while, without the lock. Has the lock again when it returns or throws.
     *
     * @param timeout how long to wait for the signal; zero or less does not wait
     * @return false if the time was over
     * @throws IllegalMonitorStateException if the calling thread has not acquired the lock
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Wakes those who have waited longest. Does not block.
     *
     * @param most how many at most
     * @throws IllegalMonitorStateException if the calling thread has not acquired the lock
     */
    void signal(int most);

    /**
     * Wakes all who wait. Does not block.
     *
     * @throws IllegalMonitorStateException if the calling thread has not acquired the lock
     */
    default void signalAll() {
        signal(Integer.MAX_VALUE);
    }
}
