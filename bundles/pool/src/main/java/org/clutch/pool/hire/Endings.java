package org.clutch.pool.hire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.clutch.interpreter.InterpreterNotFoundException;

/**
 * Ends interpreters, in threads of its own that end when there is nothing to do: code that resists holds up its own thread
 * for some seconds and nobody else.
 */
final class Endings {
    private static final Logger LOG = System.getLogger("org.clutch.pool");
    /** How long an interpreter may take to end in order. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final int LINGER_SECONDS = 10;

    private final Runnable ended;
    private final ThreadPoolExecutor threads;

    /**
     * @param ended is called after each end
     */
    Endings(String pool, Runnable ended) {
        this.ended = ended;
        this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, LINGER_SECONDS, TimeUnit.SECONDS,
                new SynchronousQueue<>(), new PythonThreadFactory("clutch-pool-" + pool + "-end"));
    }

    /** Ends an interpreter, soon. */
    void end(Hired hired) {
        run(() -> close(hired));
    }

    /** Does something that may wait. */
    void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            // This is the end of the pool, which waits for it.
            work.run();
        }
    }

    private void close(Hired hired) {
        try {
            hired.interpreter().close(DEADLINE);
        } catch (InterpreterNotFoundException e) {
            // It ended by itself, or somebody closed it.
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, () -> hired + " of a pool did not end in order", e);
        } finally {
            ended.run();
            hired.afterEnd().run();
        }
    }

    /** Waits until everything has ended that was to. */
    void close(Duration deadline) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(Level.WARNING, "{0} threads still end interpreters of a pool that has stopped",
                        threads.getActiveCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
