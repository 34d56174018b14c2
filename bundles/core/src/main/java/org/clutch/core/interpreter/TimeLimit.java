package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.LimitExceededException;

/**
 * Interrupts the runs of an interpreter that take too long. A run and its alarm race for {@link Alarm#settled}: if the run
 * wins, the alarm does nothing; if the alarm wins, the run waits for it, so that it never hits the next run.
 */
final class TimeLimit {
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
        Alarm alarm = new Alarm(interpreter);
        Executor later = CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS,
                work -> Thread.ofPlatform().name("clutch-limit-" + interpreter.id()).daemon().start(work));
        later.execute(alarm::ring);
        try {
            return run.get();
        } catch (LimitExceededException e) {
            throw e;
        } catch (ExecutionInterruptedException e) {
            throw alarm.rang()
                    ? new LimitExceededException(
                            interpreter + " ran longer than its time limit of " + limit.toMillis() + " ms")
                    : e;
        } finally {
            alarm.settle();
        }
    }

    private static final class Alarm {
        private final RegisteredInterpreter interpreter;
        private final AtomicBoolean settled = new AtomicBoolean();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile boolean rang;

        Alarm(RegisteredInterpreter interpreter) {
            this.interpreter = interpreter;
        }

        void ring() {
            if (settled.compareAndSet(false, true)) {
                rang = true;
                try {
                    interpreter.interrupt(UNWINDING);
                } catch (InterpreterNotFoundException e) {
                    // Somebody closed it meanwhile.
                } finally {
                    over.complete(null);
                }
            }
        }

        boolean rang() {
            return rang;
        }

        void settle() {
            if (!settled.compareAndSet(false, true)) {
                over.join();
            }
        }
    }
}
