package org.clutch.pool.hire;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The thread that looks after a pool: when somebody asks, and when idle interpreters may have become too old. Any thread
 * may call; looks come one after the other, and one that is asked for while another waits is the same.
 */
final class Upkeep {
    private final Runnable look;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicBoolean asked = new AtomicBoolean();
    /** Guarded by this: the look that is due for the sake of age, or null. */
    private ScheduledFuture<?> due;

    Upkeep(String pool, Runnable look) {
        this.look = look;
        this.thread = new ScheduledThreadPoolExecutor(1, new PythonThreadFactory("clutch-pool-" + pool + "-upkeep"));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Has somebody look, soon. */
    void ask() {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            try {
                thread.execute(this::lookNow);
            } catch (RejectedExecutionException e) {
                // It is the end, and nothing is to be looked after.
            }
        }
    }

    private void lookNow() {
        asked.set(false);
        look.run();
    }

    /** Has somebody look after a while, unless somebody will. */
    synchronized void askIn(long nanos) {
        if (due == null) {
            try {
                due = thread.schedule(this::lookAtAge, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // As above.
            }
        }
    }

    private void lookAtAge() {
        synchronized (this) {
            due = null;
        }
        look.run();
    }

    /** Forgets when to look again. */
    synchronized void forget() {
        if (due != null) {
            due.cancel(false);
            due = null;
        }
    }

    /** Looks no more; one look may be at work. */
    void stop() {
        thread.shutdown();
    }

    /** Waits until the last look has ended, or the time is over. */
    void await(Duration deadline) throws InterruptedException {
        thread.awaitTermination(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }
}
