package org.clutch.sync;

import java.time.Duration;
import org.clutch.channel.DeadlockException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A lock. One that is not re-entrant belongs to nobody: any thread of any interpreter may release it. A re-entrant one belongs
 * to a thread, in whatever interpreters that is; it is free after as many releases as it was acquired.
 */
@ProviderType
public interface Lock extends Abandonable {
    /**
     * Says which kind it is.
     *
     * @return true if the thread that has it may acquire it again
     */
    boolean isReentrant();

    /**
     * Acquires it, and waits for that.
     *
     * @throws DeadlockException if no thread that could release it is able to
     * @throws InterruptedException if the thread is interrupted while it waits; it has not acquired
     */
    void acquire() throws InterruptedException;

    /**
     * Acquires it if it is free. Does not block.
     *
     * @return false if it is not
     */
    boolean tryAcquire();

    /**
     * Acquires it, and waits for that for a while.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return false if the time was over
     * @throws InterruptedException if the thread is interrupted while it waits; it has not acquired
     */
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Releases it. Does not block.
     *
     * @throws IllegalMonitorStateException if it is free, or re-entrant and another thread's
     */
    void release();

    /**
     * Says whether anybody has it.
     *
     * @return a snapshot
     */
    boolean isLocked();

    /**
     * Says whether the calling thread may release it.
     *
     * @return of a re-entrant lock whether it is this thread's, else the same as {@link #isLocked()}
     */
    boolean isOwned();
}
