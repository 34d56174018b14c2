package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.HostAccess;

/**
 * Calls of one function, for Python in the interpreter that wants them done. Workers in other interpreters claim them one
 * by one, so a call that takes long, or waits for another one, holds up none behind it; outcomes are handed out in the
 * order of the calls.
 *
 * <p>Any thread may call. Everything but outcomes is guarded by {@link #lock}. How many workers are wanted: one for each
 * task that waits, up to the maximum. A worker that finds no task stays a moment, since the next may be on its way.
 */
public final class HostTasks {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Outcome CANCELLED = Outcome.cancelled();

    private final Object function;
    private final Object keywords;
    private final Border border;
    private final int maxWorkers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Not claimed yet. */
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    /** Whose outcome nobody has asked for. */
    private final ArrayDeque<Task> unanswered = new ArrayDeque<>();
    /** Those that were sent for and have not left. */
    private int workers;
    /** Of these, those that found no task. */
    private int idle;
    private boolean sealed;
    private boolean cancelled;

    /** One call. Its outcome is data that crosses, or an {@link Outcome} when there is no result. */
    record Task(Object args, CompletableFuture<Object> outcome) {
        void complete(Object result) {
            outcome.complete(result);
        }
    }

    /**
     * @param border that of the interpreter which adds the calls
     */
    HostTasks(Object function, Object keywords, Border border, int maxWorkers) {
        this.border = border;
        this.function = function;
        this.keywords = keywords;
        this.maxWorkers = maxWorkers;
    }

    /**
     * Adds a call.
     *
     * @param args its arguments, a tuple that Python has encoded
     * @return true if one more worker should be sent
     */
    @HostAccess.Export
    public boolean add(Object args) {
        Task task = new Task(Crossed.fromPython(args, border), new CompletableFuture<>());
        lock.lock();
        try {
            unanswered.add(task);
            if (cancelled) {
                task.complete(CANCELLED);
                return false;
            }
            waiting.add(task);
            return !wakeIdle() && another();
        } finally {
            lock.unlock();
        }
    }

    private boolean wakeIdle() {
        changed.signal();
        return idle >= waiting.size();
    }

    private boolean another() {
        if (workers == maxWorkers) {
            return false;
        }
        workers++;
        return true;
    }

    /** Adds a call that cannot travel. */
    @HostAccess.Export
    public void addUnshareable(String message) {
        lock.lock();
        try {
            unanswered.add(new Task(null, CompletableFuture.completedFuture(Outcome.notShareable(message))));
        } finally {
            lock.unlock();
        }
    }

    /** Says that no call will be added, so that workers need not stay for one. */
    @HostAccess.Export
    public void seal() {
        lock.lock();
        try {
            sealed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the calls that no worker has claimed, and those to come. */
    @HostAccess.Export
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            sealed = true;
            waiting.forEach(task -> task.complete(CANCELLED));
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the outcome of the first call that has not been asked for yet.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return the result, an outcome when there is none, or what says that time is over, that the wait may go on, or that
     *         it was interrupted
     */
    @HostAccess.Export
    public Object next(long nanos) {
        Task task = first();
        Object outcome = task.outcome().getNow(task);
        if (outcome == task) {
            outcome = Waits.await(() -> nanos < 0 ? task.outcome().get() : arrived(task, nanos));
            if (outcome instanceof Crossed) {
                return outcome;
            }
        }
        answered();
        return outcome instanceof Outcome ? outcome : Crossed.toPython(outcome);
    }

    private static Object arrived(Task task, long nanos) throws Exception {
        try {
            return task.outcome().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Crossed.NOTHING;
        }
    }

    private Task first() {
        lock.lock();
        try {
            return unanswered.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private void answered() {
        lock.lock();
        try {
            unanswered.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    Object function() {
        return function;
    }

    Object keywords() {
        return keywords;
    }

    /** Gives a worker its next task; null if there is none for it, and then it has left. */
    Task claim() {
        lock.lock();
        try {
            long left = LINGER_NANOS;
            while (waiting.isEmpty() && !sealed && left > 0) {
                idle++;
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    left = 0;
                } finally {
                    idle--;
                }
            }
            if (waiting.isEmpty()) {
                workers--;
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }
}
