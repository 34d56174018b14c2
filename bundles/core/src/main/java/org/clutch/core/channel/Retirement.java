package org.clutch.core.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;

/** The retirement of a conduit that may belong to anybody: it has a deadline. */
final class Retirement {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private Retirement() {}

    /** Retires a conduit, in a thread of its own, which is left behind if it overruns the deadline. */
    static List<Message> of(Conduit conduit) {
        FutureTask<List<Message>> retirement = new FutureTask<>(() -> List.copyOf(conduit.retire()));
        Thread.ofVirtual().name("clutch-retirement").start(retirement);
        boolean interrupted = false;
        long end = System.nanoTime() + DEADLINE.toNanos();
        try {
            while (true) {
                try {
                    return retirement.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("its transport failed to give them back: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "its transport did not give them back within " + DEADLINE.toSeconds() + " s", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
