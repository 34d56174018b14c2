package org.clutch.engine.graalpy.face;

import org.clutch.sync.Lock;
import org.graalvm.polyglot.HostAccess;

/** A lock, for Python. */
public final class HostLock extends HostSynchronizer {
    private final Lock lock;

    HostLock(Lock lock) {
        super(lock);
        this.lock = lock;
    }

    Lock lock() {
        return lock;
    }

    @Override
    @HostAccess.Export
    public String type() {
        return lock.isReentrant() ? "RLock" : "Lock";
    }

    /** Acquires it if it is free. */
    @HostAccess.Export
    public boolean tryAcquire() {
        return lock.tryAcquire();
    }

    /**
     * Acquires it, and waits for that.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return what says how it went
     */
    @HostAccess.Export
    public Object acquire(long nanos) {
        return HostSynchronizers.await(timeout -> {
            if (timeout == null) {
                lock.acquire();
                return true;
            }
            return lock.acquire(timeout);
        }, nanos);
    }

    /** Releases it; false if it is not the caller's to release. */
    @HostAccess.Export
    public boolean release() {
        try {
            lock.release();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false;
        }
    }

    /** Says whether anybody has it. */
    @HostAccess.Export
    public boolean isLocked() {
        return lock.isLocked();
    }

    /** Says whether an interpreter has ended with it. */
    @HostAccess.Export
    public boolean isAbandoned() {
        return lock.isAbandoned();
    }

    /** Declares what it protects to be in order. */
    @HostAccess.Export
    public void recover() {
        lock.recover();
    }
}
