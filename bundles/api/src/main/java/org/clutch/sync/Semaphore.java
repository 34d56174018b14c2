package org.clutch.sync;

import java.time.Duration;
import org.clutch.channel.DeadlockException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A number of permits. Any thread of any interpreter may release one, whether or not it has acquired any. When an interpreter
 * ends, what it acquired and nobody released comes back, but never more than the semaphore began with.
 */
@ProviderType
public interface Semaphore extends Abandonable {
    /**
     * Says whether it refuses more releases than acquisitions.
     *
     * @return true if it never has more permits than it began with
     */
    boolean isBounded();

    /**
     * Counts the permits.
     *
     * @return a snapshot
     */
    long permits();

    /**
     * Takes a permit, and waits for one.
     *
     * @throws DeadlockException if no thread that could release one is able to
     * @throws InterruptedException if the thread is interrupted while it waits; it has taken none
     */
    void acquire() throws InterruptedException;

    /**
     * Takes a permit if there is one. Does not block.
     *
     * @return false if there is none
     */
    boolean tryAcquire();

    /**
     * Takes a permit, and waits for one for a while.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return false if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits; it has taken none
     */
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Gives permits back, or adds some. Does not block.
     *
     * @param permits how many, at least one
     * @throws IllegalArgumentException if that is not positive, or too many for a bounded semaphore; then nothing changes
     */
    void release(long permits);
}
