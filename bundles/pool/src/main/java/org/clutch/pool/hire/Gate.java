package org.clutch.pool.hire;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The line in which all wait who want an interpreter, first come first served: as many are inside as there may be
 * interpreters. Whoever leaves wakes the first in line and nobody else. A permit is for one interpreter, from before it is
 * taken or made until it is idle again or has ended.
 */
final class Gate extends Semaphore {
    private static final long serialVersionUID = 1L;
    /** Enough to let everybody in, and far from overflowing. */
    private static final int ALL = Integer.MAX_VALUE / 2;

    /** Guarded by this. */
    private int size;
    private volatile boolean closed;

    Gate(int size) {
        super(size, true);
        this.size = size;
    }

    /**
     * Waits in line, and enters.
     *
     * @param nanos how long to wait; zero or less does not, but does not overtake either
     * @return false if the time was over
     */
    boolean enter(long nanos) throws InterruptedException {
        return tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Enters if nobody waits and there is room. */
    boolean enterIfFree() {
        return !hasQueuedThreads() && tryAcquire();
    }

    /** Says whether whoever is inside would be let in again at once if he left. */
    boolean readmits() {
        return !hasQueuedThreads() && availablePermits() >= 0;
    }

    void leave() {
        release();
    }

    /** Says whether everybody has been let in for the end. */
    boolean isClosed() {
        return closed;
    }

    /** Changes how many may be inside; those that are beyond stay until they leave. */
    synchronized void resize(int wanted) {
        if (wanted > size) {
            release(wanted - size);
        } else {
            reducePermits(size - wanted);
        }
        size = wanted;
    }

    /** Counts those inside. */
    synchronized int inside() {
        return size - availablePermits();
    }

    /** Waits until all have left who are inside or in line, and lets in nobody else; false if the time was over. */
    boolean awaitEmpty(long nanos) throws InterruptedException {
        int all;
        synchronized (this) {
            all = size;
        }
        return tryAcquire(all, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    /** Lets everybody in, who then sees that this is the end. */
    void close() {
        closed = true;
        release(ALL);
    }
}
