package org.clutch.core.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.LimitExceededException;

/**
 * Interrupts the runs of an interpreter that take too long. A run and its alarm race for {@link Alarm#timer}: if the run
 * wins, the alarm is gone; if the alarm wins, the run waits for it, so that it never hits the next run.
 */
final class TimeLimit {
    static final TimeLimit NONE = new TimeLimit(Duration.ZERO);
    private static final Logger LOG = System.getLogger("org.clutch.core");
    /** How long code may take to unwind once its time is over. */
    private static final Duration UNWINDING = Duration.ofSeconds(2);

    private final Duration limit;

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** Does something that is interrupted when its time is over. */
    <T> T apply(RegisteredInterpreter interpreter, Supplier<T> run) {
        if (limit.isZero()) {
            return run.get();
        }
        Alarm alarm = new Alarm(interpreter, limit);
        try {
            return run.get();
        } catch (LimitExceededException e) {
            throw e;
        } catch (ExecutionInterruptedException e) {
            throw alarm.rang()
                    ? new LimitExceededException(
                            interpreter + " ran longer than its time limit of " + inWords(limit))
                    : e;
        } finally {
            alarm.settle();
        }
    }

    private static String inWords(Duration limit) {
        return limit.toMillis() > 0 ? limit.toMillis() + " ms" : limit.toNanos() + " ns";
    }

    private static final class Alarm {
        private final RegisteredInterpreter interpreter;
        /** Is completed by the time, or cancelled by the end of the run. */
        private final CompletableFuture<Void> timer = new CompletableFuture<>();
        /** Is completed when the run has come to its end. */
        private final CompletableFuture<Void> left = new CompletableFuture<>();
        private final CompletableFuture<Void> silent;

        Alarm(RegisteredInterpreter interpreter, Duration limit) {
            this.interpreter = interpreter;
            this.silent = timer.thenRunAsync(this::ring,
                    work -> Thread.ofPlatform().name("clutch-limit-" + interpreter.id()).daemon().start(work))
                    .exceptionally(this::failed);
            timer.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
        }

        private void ring() {
            interpreter.unwindUntil(left, UNWINDING, () -> UNWINDING, System.nanoTime() + Long.MAX_VALUE / 2);
        }

        private Void failed(Throwable reason) {
            if (!timer.isCancelled()) {
                LOG.log(Level.WARNING, () -> interpreter + " went beyond its time limit and could not be interrupted",
                        reason);
            }
            return null;
        }

        boolean rang() {
            return timer.isDone();
        }

        void settle() {
            left.complete(null);
            if (!timer.cancel(false)) {
                silent.join();
            }
        }
    }
}
