package org.clutch.engine.graalpy.internals;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The threads that Python started in one context. The engine counts a thread as gone a moment before it has ended, and
 * refuses to close a context while one of its threads is still on the way out.
 */
public final class PythonThreads {
    /** Where the class of the engine's own threads is. */
    private static final String THREADS = "com.oracle.truffle.polyglot";
    /** What the engine names threads that it starts for the C API and for buffers. */
    private static final Set<String> OF_THE_ENGINE = Set.of("Python GC", "Arrow cleaner");

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

    /** Gives those that Python code started and that are alive, or null if that cannot be known. */
    public Set<Thread> alive() {
        if (group == null) {
            return null;
        }
        return listed().filter(each -> !OF_THE_ENGINE.contains(each.getName())).collect(Collectors.toSet());
    }

    /** Says whether the calling thread is one of them; false if that cannot be known. */
    public boolean isOurs() {
        return isOurs(Thread.currentThread());
    }

    /** Threads that Java code started in a call from Python are in the same group. */
    private boolean isOurs(Thread thread) {
        return group != null && thread.getThreadGroup() == group && thread.getClass().getPackageName().equals(THREADS);
    }

    /**
     * Lets those that are alive end without a word if the engine unwinds them: its own handler prints what it throws for
     * that, by the names of its classes.
     *
     * @param expected says whether an exception is one of those
     */
    public void endQuietly(Predicate<Throwable> expected) {
        listed().forEach(each -> {
            UncaughtExceptionHandler handler = each.getUncaughtExceptionHandler();
            if (!(handler instanceof Quiet) && handler != null) {
                each.setUncaughtExceptionHandler(new Quiet(handler, expected));
            }
        });
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

    /** Gives all that are alive; none if that cannot be known. */
    private Stream<Thread> listed() {
        if (group == null) {
            return Stream.empty();
        }
        Thread[] threads = new Thread[2 * group.activeCount() + 8];
        // Without groups inside: they belong to interpreters that a thread of this one made.
        group.enumerate(threads, false);
        return Arrays.stream(threads).filter(Objects::nonNull).filter(this::isOurs);
    }

    /** Waits until all of them have ended, or the time is over. An interrupt ends the wait and stays set. */
    public void join(Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        try {
            for (Thread thread : listed().toList()) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
