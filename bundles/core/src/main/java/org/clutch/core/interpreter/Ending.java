package org.clutch.core.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.clutch.engine.InterpreterState;
import org.clutch.interpreter.ExecutionInterruptedException;

/**
 * Ends interpreters against a deadline. What an engine cannot stop is left behind in a daemon thread of its own, named
 * after the interpreter, and holds up nobody.
 */
final class Ending {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    /** Python's end may run any atexit function. */
    private static final long STACK = 16 << 20;
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);
    /** How long a caller may take to leave once nothing of it is inside any more. */
    private static final long LEAVING_NANOS = 20_000_000;

    private Ending() {}

    /**
     * Interrupts what runs, ends in order, and cancels what has not ended by the deadline.
     *
     * @param run completes when the caller that is inside has left, already complete if nobody is
     */
    static void within(Duration deadline, RegisteredInterpreter interpreter, InterpreterState state, Future<?> run) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(deadline);
        BooleanSupplier interrupt = () -> state.interrupt(atLeastSome(end));
        boolean left = run.isDone() || interrupt.getAsBoolean() && leaves(run, interrupt, end);
        if (!left || !completes(start("clutch-close-" + interpreter.id(), interpreter, state::close), end)) {
            cancel(interpreter, state);
        }
    }

    /**
     * Waits until a caller has left who was interrupted, and interrupts it again and again: an interrupt that comes before
     * the caller has got inside hits nothing.
     *
     * @param left completes when the caller has left
     * @param interrupt says false when what is inside does not unwind
     * @return false if the caller is there still, since the time is over or something did not unwind
     */
    static boolean leaves(Future<?> left, BooleanSupplier interrupt, long end) {
        while (true) {
            long patience = end - System.nanoTime();
            if (completes(left, System.nanoTime() + Math.min(patience, LEAVING_NANOS))) {
                return true;
            }
            if (patience <= LEAVING_NANOS || !interrupt.getAsBoolean()) {
                return false;
            }
        }
    }

    /** Cancels whatever runs; gives up waiting for code that cannot be stopped, and logs that. */
    static void cancel(RegisteredInterpreter interpreter, InterpreterState state) {
        long end = System.nanoTime() + CANCEL_PATIENCE.toNanos();
        CompletableFuture<Void> cancelled = start("clutch-cancel-" + interpreter.id(), interpreter, state::cancel);
        if (!completes(cancelled, end) && !cancelled.isDone()) {
            LOG.log(Level.WARNING, "{0} runs code that cannot be stopped; it is abandoned", interpreter);
            interpreter.abandon(cancelled);
        }
    }

    /** Ends several at once, so that one which takes its time holds up no other; waits for all. */
    static void atTheSameTime(List<RegisteredInterpreter> interpreters, Consumer<RegisteredInterpreter> end) {
        List<Future<?>> ends = interpreters.stream()
                .<Future<?>>map(each -> start("clutch-end-" + each.id(), each, () -> end.accept(each))).toList();
        ends.forEach(each -> completes(each, System.nanoTime() + Long.MAX_VALUE / 2));
    }

    /** Waits for something; false when it failed or the time is over. An interrupt does not keep it from waiting. */
    static boolean completes(Future<?> awaited, long end) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    awaited.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | TimeoutException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the end of a thread that was told to end. An interrupt does not keep it from waiting. */
    static void joins(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static Duration atLeastSome(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static CompletableFuture<Void> start(String name, RegisteredInterpreter interpreter, Runnable work) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofPlatform().name(name).daemon().stackSize(STACK).start(() -> {
            try {
                work.run();
                ended.complete(null);
            } catch (RuntimeException | Error e) {
                Level level = e instanceof ExecutionInterruptedException ? Level.DEBUG : Level.WARNING;
                LOG.log(level, () -> interpreter + " did not end in order: " + e);
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }
}
