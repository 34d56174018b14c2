package org.clutch.engine.graalpy.internals;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The threads that Python started in one context. The engine counts a thread as gone a moment before it has ended, and
 * refuses to close a context while one of its threads is still on the way out.
 */
public final class PythonThreads {
    private final ThreadGroup group;

    private PythonThreads(ThreadGroup group) {
        this.group = group;
    }

    /** Finds the threads of the context that the calling thread has entered; none if the JVM's flags do not allow it. */
    public static PythonThreads ofEnteredContext() {
        try {
            Object context = Turns.enteredContext();
            return new PythonThreads((ThreadGroup) context.getClass().getMethod("getThreadGroup").invoke(context));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Turns has said which flag is missing.
            return new PythonThreads(null);
        }
    }

    /** Gives those that are alive, or null if that cannot be known. */
    public Set<Thread> alive() {
        if (group == null) {
            return null;
        }
        return Arrays.stream(listed()).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /**
     * Lets those that are alive end without a word if the engine unwinds them: its own handler prints what it throws for
     * that, by the names of its classes.
     *
     * @param expected says whether an exception is one of those
     */
    public void endQuietly(Predicate<Throwable> expected) {
        if (group == null) {
            return;
        }
        for (Thread each : alive()) {
            UncaughtExceptionHandler handler = each.getUncaughtExceptionHandler();
            if (!(handler instanceof Quiet) && handler != null) {
                each.setUncaughtExceptionHandler(new Quiet(handler, expected));
            }
        }
    }

    private record Quiet(UncaughtExceptionHandler other, Predicate<Throwable> expected)
            implements
                UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            if (!expected.test(thrown)) {
                other.uncaughtException(thread, thrown);
            }
        }
    }

    private Thread[] listed() {
        Thread[] threads = new Thread[2 * group.activeCount() + 8];
        group.enumerate(threads);
        return threads;
    }

    /** Waits until all of them have ended, or the time is over. An interrupt ends the wait and stays set. */
    public void join(Duration deadline) {
        if (group == null) {
            return;
        }
        long end = System.nanoTime() + deadline.toNanos();
        try {
            for (Thread thread : Arrays.stream(listed()).filter(Objects::nonNull).toList()) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
