package org.clutch.engine.graalpy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.clutch.engine.graalpy.internals.InterpreterLock;
import org.graalvm.polyglot.Context;

/**
 * The way into one context, and what unwinds all that is inside.
 *
 * <p>The engine interrupts the threads that it finds inside at the beginning, and then waits until nobody is inside. Who
 * comes in between these two is not interrupted, but waited for, perhaps until the deadline. So an interrupt shuts the
 * entrance: it sets {@link #shut} before the engine looks who is inside, and who enters looks at that once it counts as
 * inside, so that one of the two sees the other.
 */
final class Entrance {
    /** A thread that Python starts while an interrupt begins comes in by a way of its own: the next attempt finds it. */
    private static final long ATTEMPT_NANOS = 1_000_000_000;
    private static final long SHORTEST_NANOS = 1_000_000;

    private final Context context;
    private final InterpreterLock lock;
    /** Held by whoever interrupts. */
    private final ReentrantLock shut = new ReentrantLock();
    /** The threads of callers inside, and how often each has entered. Each thread touches its own entry alone. */
    private final Map<Thread, Integer> callers = new ConcurrentHashMap<>();

    /** @param lock that of the context */
    Entrance(Context context, InterpreterLock lock) {
        this.context = context;
        this.lock = lock;
    }

    /**
     * Does a caller's work inside. Waits while an interrupt unwinds the context, unless the calling thread is inside
     * already.
     */
    <T> T within(Supplier<T> work) {
        Thread caller = Thread.currentThread();
        if (isInside()) {
            context.enter();
            try {
                return counted(caller, work);
            } finally {
                context.leave();
            }
        }
        return fromOutside(() -> counted(caller, work));
    }

    private <T> T counted(Thread caller, Supplier<T> work) {
        callers.merge(caller, 1, Integer::sum);
        try {
            return work.get();
        } finally {
            callers.computeIfPresent(caller, (_, depth) -> depth == 1 ? null : depth - 1);
        }
    }

    /** Does something inside in a thread that is outside, and no caller's work. Waits in the same way. */
    <T> T fromOutside(Supplier<T> work) {
        boolean ours = lock.isOurs();
        comeIn();
        try {
            return work.get();
        } finally {
            if (!ours && lock.isOurs()) {
                lock.release();
            }
            context.leave();
        }
    }

    /** Says whether the calling thread is inside as a caller, further down on its stack. */
    boolean isInside() {
        return callers.containsKey(Thread.currentThread());
    }

    /** Gives the callers inside. */
    Set<Thread> callers() {
        return callers.keySet();
    }

    private void comeIn() {
        while (opens()) {
            try {
                context.enter();
            } catch (RuntimeException | Error e) {
                if (isInterrupt(e)) {
                    // Meant for those who were inside.
                    continue;
                }
                throw e;
            }
            if (!shut.isLocked()) {
                return;
            }
            context.leave();
        }
        context.enter();
    }

    /**
     * Waits until nobody unwinds the context; false if the thread was interrupted. Then it may be inside in a way that is
     * not counted here, as Python's own threads are that come back through another interpreter, and is waited for itself.
     */
    private boolean opens() {
        if (shut.isLocked()) {
            try {
                shut.lockInterruptibly();
                shut.unlock();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /**
     * Unwinds all that is inside, and blocks until it has left.
     *
     * @return false if the time was over before
     */
    boolean interrupt(Duration deadline) {
        long patience = TimeUnit.NANOSECONDS.convert(deadline);
        long start = System.nanoTime();
        shut.lock();
        try {
            long left = patience;
            do {
                if (unwinds(Math.clamp(left, SHORTEST_NANOS, ATTEMPT_NANOS))) {
                    return true;
                }
                left = patience - (System.nanoTime() - start);
            } while (left > 0);
            return false;
        } finally {
            shut.unlock();
        }
    }

    private boolean unwinds(long nanos) {
        try {
            // The engine counts in milliseconds, and takes none for no deadline at all.
            context.interrupt(Duration.ofNanos(nanos));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Says whether something is the engine's interrupt, as it is before the first code in a context. */
    static boolean isInterrupt(Throwable thrown) {
        return thrown.getClass().getSimpleName().equals("InterruptExecution");
    }

    /** Says whether something is the engine's cancellation, in the same form. */
    static boolean isCancellation(Throwable thrown) {
        return thrown.getClass().getSimpleName().equals("CancelExecution");
    }
}
