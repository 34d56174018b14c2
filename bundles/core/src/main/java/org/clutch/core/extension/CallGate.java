package org.clutch.core.extension;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets calls into one instance until it is closed, and knows which are at work. A thread that is inside may come in again,
 * closed or not: a member that calls back into Python must not wait for its own end. Everything is guarded by the monitor.
 */
final class CallGate {
    private final Map<Thread, Integer> inside = new HashMap<>();
    private boolean closed;

    /** Lets the calling thread in, or returns false; who is in has to leave. */
    synchronized boolean enter() {
        Thread caller = Thread.currentThread();
        if (closed && !inside.containsKey(caller)) {
            return false;
        }
        inside.merge(caller, 1, Integer::sum);
        return true;
    }

    synchronized void leave() {
        inside.computeIfPresent(Thread.currentThread(), (_, depth) -> depth == 1 ? null : depth - 1);
        if (inside.isEmpty()) {
            notifyAll();
        }
    }

    /** Says whether the calling thread is inside. */
    synchronized boolean isInside() {
        return inside.containsKey(Thread.currentThread());
    }

    /** Lets nobody in any more. */
    synchronized void close() {
        closed = true;
    }

    /**
     * Waits until no thread but the calling one is inside.
     *
     * @return false if the time was over first, or the thread was interrupted, whose flag is set then
     */
    synchronized boolean awaitEmpty(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (inside.size() > (isInside() ? 1 : 0)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
