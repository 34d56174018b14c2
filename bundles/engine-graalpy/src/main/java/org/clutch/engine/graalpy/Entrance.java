package org.clutch.engine.graalpy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.clutch.engine.graalpy.internals.InterpreterLock;
import org.clutch.engine.graalpy.internals.PythonThreads;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/**
 * The way into one context, and what unwinds all that is inside.
 *
 * <p>The engine interrupts the threads that it finds inside at the beginning, and then waits until nobody is inside. Who
 * comes in between these two is not interrupted, but waited for, perhaps until the deadline. So an interrupt begins with a
 * shut entrance: {@link #shut} is set before the engine looks who is inside, and who enters looks at that once it counts
 * as inside, so that one of the two sees the other. It opens again after the first attempt, for what is inside may be
 * impossible to stop; who comes in by then, or is a thread that Python starts by itself, is found when the next attempt
 * begins.
 */
final class Entrance {
    /** How long an attempt takes at most. */
    private static final long ATTEMPT_NANOS = 1_000_000_000;
    private static final long SHORTEST_NANOS = 1_000_000;

    private final Context context;
    private final InterpreterLock lock;
    private final PythonThreads threads;
    /** Held by whoever interrupts. */
    private final ReentrantLock interrupting = new ReentrantLock();
    /** What those outside wait for; null while the entrance is open. Written by whoever interrupts. */
    private volatile CountDownLatch shut;
    /** The threads of callers inside, and how often each has entered. Each thread touches its own entry alone. */
    private final Map<Thread, Integer> callers = new ConcurrentHashMap<>();

    /**
     * @param lock that of the context
     * @param threads those of the context
     */
    Entrance(Context context, InterpreterLock lock, PythonThreads threads) {
        this.context = context;
        this.lock = lock;
        this.threads = threads;
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
            try {
                if (!ours && lock.isOurs()) {
                    lock.release();
                }
            } finally {
                context.leave();
            }
        }
    }

    /** Waits outside until nobody interrupts any more: for a thread that has no work of its own inside. */
    void settle() {
        interrupting.lock();
        interrupting.unlock();
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
            } catch (PolyglotException e) {
                if (e.isInterrupted() && shut != null) {
                    // Meant for those who were inside.
                    continue;
                }
                throw e;
            }
            if (shut == null) {
                return;
            }
            context.leave();
        }
        context.enter();
    }

    /**
     * Waits until the entrance is open; false if the thread was interrupted. Then it may be inside in a way that is not
     * counted here, as Python's own threads are that come back through another interpreter, and is waited for itself.
     */
    private boolean opens() {
        CountDownLatch opening = shut;
        if (opening != null) {
            try {
                opening.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /**
     * Unwinds all that is inside, and blocks until it has left. One interrupt waits for another.
     *
     * @return false if the time was over before
     */
    boolean interrupt(Duration deadline) {
        long start = System.nanoTime();
        long patience = TimeUnit.NANOSECONDS.convert(deadline);
        if (!begins(patience)) {
            return false;
        }
        try {
            boolean done = unwindsWhileShut(patience - (System.nanoTime() - start));
            long left = patience - (System.nanoTime() - start);
            while (!done && left > 0) {
                done = unwinds(left);
                left = patience - (System.nanoTime() - start);
            }
            return done;
        } finally {
            interrupting.unlock();
        }
    }

    private boolean unwindsWhileShut(long left) {
        CountDownLatch opening = new CountDownLatch(1);
        shut = opening;
        try {
            return unwinds(left);
        } finally {
            shut = null;
            opening.countDown();
        }
    }

    /** Makes one attempt. The engine counts in milliseconds, and takes none for no deadline at all. */
    private boolean unwinds(long left) {
        threads.endQuietly(Entrance::isInterrupt);
        try {
            context.interrupt(Duration.ofNanos(Math.clamp(left, SHORTEST_NANOS, ATTEMPT_NANOS)));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Waits until nobody else interrupts; false if the time is over. An interrupt of the thread does not end that. */
    private boolean begins(long patience) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return interrupting.tryLock(patience - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
