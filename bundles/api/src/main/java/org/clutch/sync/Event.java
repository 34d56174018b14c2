package org.clutch.sync;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** A flag that threads wait for. */
@ProviderType
public interface Event extends Synchronizer {
    /**
     * Says whether it is set.
     *
     * @return a snapshot
     */
    boolean isSet();

    /** Sets it, and wakes all who wait. Does not block. */
    void set();

    /** Clears it. Does not block. */
    void clear();

    /**
     * Counts how often it has been set after it was not. Whoever waits piece by piece asks first.
     *
     * @return the number for {@link #await(long, Duration)}
     */
    long sets();

    /**
     * Waits until it is set, or has been meanwhile.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default void await() throws InterruptedException {
        await(sets(), null);
    }

    /**
     * Waits until it is set, or has been meanwhile, for a while.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return false if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default boolean await(Duration timeout) throws InterruptedException {
        return await(sets(), timeout);
    }

    /**
     * Waits until it is set, or has been since.
     *
     * @param since the {@link #sets()} when the wait began
     * @param timeout how long to wait, zero or less does not wait; null for as long as it takes
     * @return false if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean await(long since, Duration timeout) throws InterruptedException;
}
