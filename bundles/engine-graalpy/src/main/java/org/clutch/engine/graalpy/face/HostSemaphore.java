package org.clutch.engine.graalpy.face;

import org.clutch.sync.Semaphore;
import org.graalvm.polyglot.HostAccess;

/** A semaphore, for Python. */
public final class HostSemaphore extends HostSynchronizer {
    private final Semaphore semaphore;

    HostSemaphore(Semaphore semaphore) {
        super(semaphore);
        this.semaphore = semaphore;
    }

    @Override
    @HostAccess.Export
    public String type() {
        return semaphore.isBounded() ? "BoundedSemaphore" : "Semaphore";
    }

    /** Counts the permits. */
    @HostAccess.Export
    public long permits() {
        return semaphore.permits();
    }

    /** Takes a permit if there is one. */
    @HostAccess.Export
    public boolean tryAcquire() {
        return semaphore.tryAcquire();
    }

    /**
     * Takes a permit, and waits for one.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return what says how it went
     */
    @HostAccess.Export
    public Object acquire(long nanos) {
        return HostSynchronizers.await(timeout -> {
            if (timeout == null) {
                semaphore.acquire();
                return true;
            }
            return semaphore.acquire(timeout);
        }, nanos);
    }

    /** Gives permits back. */
    @HostAccess.Export
    public Object release(long permits) {
        return HostChannels.attempt(() -> {
            semaphore.release(permits);
            return Crossed.SUCCESS;
        });
    }

    /** Says whether an interpreter has ended with a permit. */
    @HostAccess.Export
    public boolean isAbandoned() {
        return semaphore.isAbandoned();
    }

    /** Declares what it protects to be in order. */
    @HostAccess.Export
    public void recover() {
        semaphore.recover();
    }
}
