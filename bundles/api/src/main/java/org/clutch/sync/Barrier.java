package org.clutch.sync;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A place where a number of threads wait for each other, again and again. A thread that leaves before the others have come,
 * because its time was over, by an exception or since its interpreter ended, breaks the barrier for all.
 */
@ProviderType
public interface Barrier extends Synchronizer {
    /**
     * Says how many threads it lets go on together.
     *
     * @return the number
     */
    int parties();

    /**
     * Counts those who wait.
     *
     * @return a snapshot
     */
    int waiting();

    /**
     * Says whether it is broken, until {@link #reset()}.
     *
     * @return a snapshot
     */
    boolean isBroken();

    /**
     * Says what the last thread that arrives does before it lets the others go. Its maker gave it; this barrier does not know
     * what it means. In Python it refers to a callable, and Java code has none.
     *
     * @return cross-interpreter data, or null for nothing
     */
    Object action();

    /**
     * Says how long threads wait that do not say so.
     *
     * @return the time, or null for as long as it takes
     */
    Duration timeout();

    /**
     * Arrives, and waits for the others, as long as {@link #timeout()} says.
     *
     * @return 0 for the first that arrived up to the number of parties minus 1 for the last
     * @throws BrokenBarrierException if it is broken, or was meanwhile, or the time was over, which breaks it
     * @throws UnsupportedOperationException if this is the last to arrive and there is an action; the barrier is broken
     * @throws InterruptedException if the thread is interrupted while it waits; the barrier is broken
     */
    int await() throws InterruptedException;

    /**
     * Arrives, and waits for the others for a while.
     *
     * @param timeout how long to wait, zero or less does not wait; null for as long as it takes
     * @return as {@link #await()}
     * @throws BrokenBarrierException if it is broken, or was meanwhile, or the time was over, which breaks it
     * @throws UnsupportedOperationException if this is the last to arrive and there is an action; the barrier is broken
     * @throws InterruptedException if the thread is interrupted while it waits; the barrier is broken
     */
    int await(Duration timeout) throws InterruptedException;

    /**
     * Arrives, for those who wait piece by piece. Waits as long as somebody else is at work on the {@link #action()}.
     *
     * @param timeout how long to wait, zero or less does not wait; null for as long as it takes
     * @return the arrival, or null if the time was over
     * @throws BrokenBarrierException if it is broken
     * @throws InterruptedException if the thread is interrupted while it waits; it has not arrived
     */
    Arrival arrive(Duration timeout) throws InterruptedException;

    /** One thread at the barrier. */
    @ProviderType
    interface Arrival {
        /**
         * Says which one of the threads it is.
         *
         * @return 0 for the first that arrived
         */
        int index();

        /**
         * Says whether it is the last, whose part it is to call {@link #pass()}. All others call {@link #await}.
         *
         * @return true if nobody else is awaited
         */
        boolean isLast();

        /**
         * Lets all go on.
         *
         * @throws BrokenBarrierException if the barrier was broken meanwhile
         */
        void pass();

        /**
         * Waits for the others; may be called again when they did not come.
         *
         * @param timeout how long to wait, zero or less does not wait; null for as long as it takes
         * @return false if the time was over
         * @throws BrokenBarrierException if the barrier was broken meanwhile
         * @throws InterruptedException if the thread is interrupted while it waits
         */
        boolean await(Duration timeout) throws InterruptedException;

        /** Leaves without the others, which breaks the barrier, unless they have gone on. Does not block. */
        void leave();
    }

    /** Makes it as new; whoever waits finds it broken. Does not block. */
    void reset();

    /** Breaks it, until {@link #reset()}. Does not block. */
    void abort();
}
