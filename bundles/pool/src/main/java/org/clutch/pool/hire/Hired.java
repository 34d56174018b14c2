package org.clutch.pool.hire;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;

/**
 * An interpreter of a pool, and what the pool knows of it. Whoever has it, by a permit of the gate, uses the fields that are
 * not volatile; the stock hands them over.
 */
final class Hired {
    /** How long a thread that is on its way out may take. */
    private static final Duration LAST_STEPS = Duration.ofSeconds(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Interpreter interpreter;
    private final Stock stock;
    /** The threads that its warm-up left on purpose. */
    private final Set<Thread> kept;
    /**
     * How many threads the JVM had started when it last turned out that none was left. A walk through all threads takes long, a
     * glance at this counter does not; as long as it stands still, none can have been left.
     */
    private long threadsStarted;
    private int uses;
    private boolean ending;
    private volatile boolean broken;
    /** Runs once when the interpreter has ended. */
    private Runnable afterEnd = () -> {};

    Hired(Interpreter interpreter, Stock stock) {
        this.interpreter = interpreter;
        this.stock = stock;
        this.threadsStarted = THREADS.getTotalStartedThreadCount();
        this.kept = interpreter.threads();
    }

    Interpreter interpreter() {
        return interpreter;
    }

    Stock stock() {
        return stock;
    }

    int countUse() {
        return ++uses;
    }

    int uses() {
        return uses;
    }

    /** Notes that it is not to become idle again. */
    void ends() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** Notes that it cannot be used again. */
    void breaks() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /**
     * Notes what is behind an exception that came out of it. Code that fails is in order; an engine that fails is not, nor
     * is what it ran in.
     */
    void saw(RuntimeException e) {
        boolean memory = e instanceof ExecutionFailedException failed && failed.snapshot() != null
                && failed.snapshot().typeName().equals("MemoryError");
        boolean failure = e.getClass() == InterpreterException.class && e.getCause() != null;
        if (memory || failure || e instanceof ExecutionInterruptedException
                || e instanceof InterpreterNotFoundException) {
            broken = true;
        }
    }

    /** Says whether it exists and nobody is in it. */
    boolean isAtRest() {
        try {
            return !interpreter.isRunning();
        } catch (InterpreterNotFoundException e) {
            return false;
        }
    }

    /** Says whether others than one thread, which may be inside, were left in it. */
    boolean hasThreadsBeside(Thread one) {
        long started = THREADS.getTotalStartedThreadCount();
        if (started == threadsStarted) {
            return false;
        }
        boolean any = namedThreads().anyMatch(each -> each != one);
        if (!any) {
            threadsStarted = started;
        }
        return any;
    }

    /** Names the threads that were left in it, which nobody is inside any more. */
    Set<Thread> leftThreads() {
        return hasThreadsBeside(null) ? namedThreads().collect(Collectors.toSet()) : Set.of();
    }

    private Stream<Thread> namedThreads() {
        return interpreter.threads().stream().filter(each -> !kept.contains(each));
    }

    /** Waits for threads that may be on their way out; false if they are not, or the caller is interrupted. */
    boolean outlives(Set<Thread> threads) {
        try {
            for (Thread each : threads) {
                if (!each.join(LAST_STEPS)) {
                    return false;
                }
            }
            return leftThreads().isEmpty();
        } catch (InterruptedException | InterpreterNotFoundException e) {
            return false;
        }
    }

    void afterEnd(Runnable action) {
        afterEnd = action;
    }

    Runnable afterEnd() {
        return afterEnd;
    }

    @Override
    public String toString() {
        return interpreter.toString();
    }
}
