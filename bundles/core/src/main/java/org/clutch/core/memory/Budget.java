package org.clutch.core.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.clutch.share.RegionLimitException;

/**
 * How much memory all regions may have, and have.
 *
 * <p>{@link #used} and {@link #regions} are guarded by this object, on which those wait who need room. The limit may change at
 * any time; what is there beyond a new one stays.
 */
final class Budget {
    private static final int MEBIBYTE_BITS = 20;
    /** How often, and how long each time, somebody who needs room waits for garbage to be found. */
    private static final int COLLECTIONS = 3;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final Queue<Memory> inUse = new ConcurrentLinkedQueue<>();
    private volatile long limit;
    private long used;
    private int regions;

    Budget(long limitMebibytes) {
        limit(limitMebibytes);
    }

    /** Sets the limit, in MiB; 0 for the size of the heap. */
    void limit(long mebibytes) {
        limit = mebibytes == 0 ? Runtime.getRuntime().maxMemory() : mebibytes << MEBIBYTE_BITS;
    }

    long limit() {
        return limit;
    }

    synchronized long used() {
        return used;
    }

    synchronized int regions() {
        return regions;
    }

    /** Counts bytes of a new region, if need be after a collection. */
    void reserve(long bytes) {
        retry();
        if (attempt(bytes)) {
            return;
        }
        for (int i = 0; i < COLLECTIONS; i++) {
            // Handles and views that are garbage hold memory until somebody notices.
            System.gc();
            retry();
            if (await(bytes)) {
                return;
            }
        }
        throw new RegionLimitException("no room for a region of " + bytes + " bytes: " + regions() + " regions have "
                + used() + " of " + limit + " bytes, also after a collection; close some, or raise limitMebibytes of"
                + " the configuration org.clutch.regions");
    }

    private synchronized boolean attempt(long bytes) {
        if (bytes > limit - used) {
            return false;
        }
        used += bytes;
        regions++;
        return true;
    }

    /** Waits until there is room, for a while. An interrupt does not end that, but is kept. */
    private synchronized boolean await(long bytes) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = false;
        boolean fits = attempt(bytes);
        for (long left = PATIENCE_NANOS; !fits && left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            fits = attempt(bytes);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return fits;
    }

    /** Hears that memory was given back. */
    synchronized void release(long bytes) {
        used -= bytes;
        regions--;
        notifyAll();
    }

    /** Keeps memory that Java code is just reading or writing by a channel, to be given back later. */
    void later(Memory memory) {
        inUse.add(memory);
    }

    private void retry() {
        for (int i = inUse.size(); i > 0; i--) {
            Memory memory = inUse.poll();
            if (memory != null) {
                memory.run();
            }
        }
    }
}
