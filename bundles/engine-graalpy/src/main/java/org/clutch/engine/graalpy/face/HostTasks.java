package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.HostAccess;

/**
 * Calls of one function, for Python in the interpreter that wants them done. Workers in other interpreters claim them one
 * by one, so a call that takes long, or waits for another one, holds up none behind it; outcomes are handed out in the
 * order of the calls.
 *
 * <p>Any thread may call. How many workers are wanted: one for each task that waits, up to the maximum. A worker that finds
 * no task stays a moment, since the next may be on its way.
 *
 * <p>{@link #lock} guards what is written of workers, their wait, and the end. While all workers are at work, nobody takes it:
 * who adds a task puts it in line and then looks whether a worker is wanted or idle; a worker says that it is idle, or has
 * left, and then looks into the line once more. So one of the two sees the other. The same holds for {@link #cancel}.
 */
public final class HostTasks {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** How often somebody who wants an outcome gives way to others before it parks. */
    private static final int YIELDS = 32;
    private static final Outcome CANCELLED = Outcome.cancelled();

    private final Object function;
    private final Object keywords;
    private final Border border;
    private final int maxWorkers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Not claimed yet. */
    private final Queue<Task> waiting = new ConcurrentLinkedQueue<>();
    /** Whose outcome nobody has asked for. */
    private final Queue<Task> unanswered = new ConcurrentLinkedQueue<>();
    /** Those that were sent for and have not left. */
    private volatile int workers;
    /** Of these, those that found no task. */
    private volatile int idle;
    private volatile boolean sealed;
    private volatile boolean cancelled;

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
        return add(new Task(Crossed.fromPython(args, border), new CompletableFuture<>()));
    }

    /**
     * Adds a call with one argument that crosses as it is.
     *
     * @return true if one more worker should be sent
     */
    @HostAccess.Export
    public boolean addOne(Object arg) {
        return add(new Task(Tuple.of(Crossed.fromPython(arg, border)), new CompletableFuture<>()));
    }

    private boolean add(Task task) {
        unanswered.add(task);
        waiting.add(task);
        if (cancelled) {
            drop();
            return false;
        }
        if (idle == 0 && workers == maxWorkers) {
            return false;
        }
        lock.lock();
        try {
            return !wakeIdle() && another();
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            task.complete(CANCELLED);
        }
    }

    private boolean wakeIdle() {
        changed.signal();
        return idle > 0 && idle >= waiting.size();
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
        unanswered.add(new Task(null, CompletableFuture.completedFuture(Outcome.notShareable(message))));
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
            drop();
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
        Task task = unanswered.element();
        Object outcome = soon(task);
        if (outcome == task) {
            outcome = Waits.await(() -> nanos < 0 ? task.outcome().get() : arrived(task, nanos));
            if (outcome instanceof Crossed) {
                return outcome;
            }
        }
        unanswered.remove();
        return outcome instanceof Outcome ? outcome : Crossed.toPython(outcome);
    }

    /** Gives an outcome that is there in a moment, else the task: parking, and being woken, takes longer than a small call. */
    private static Object soon(Task task) {
        Object outcome = task.outcome().getNow(task);
        for (int i = 0; outcome == task && i < YIELDS; i++) {
            Thread.yield();
            outcome = task.outcome().getNow(task);
        }
        return outcome;
    }

    private static Object arrived(Task task, long nanos) throws Exception {
        try {
            return task.outcome().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Crossed.NOTHING;
        }
    }

    Object function() {
        return function;
    }

    Object keywords() {
        return keywords;
    }

    /** Gives a worker its next task if there is one at once; it stays, whether or not there is. */
    Task poll() {
        return waiting.poll();
    }

    /** Gives a worker its next task; null if there is none for it, and then it has left. */
    Task claim() {
        Task task = waiting.poll();
        return task != null ? task : await();
    }

    private Task await() {
        lock.lock();
        try {
            long left = LINGER_NANOS;
            idle++;
            Task task = waiting.poll();
            while (task == null && !sealed && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    left = 0;
                }
                task = waiting.poll();
            }
            idle--;
            return task != null ? task : leave();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves, unless a task was put in line while this worker still counted; gives that. */
    private Task leave() {
        workers--;
        Task task = waiting.poll();
        if (task != null) {
            workers++;
        }
        return task;
    }
}
