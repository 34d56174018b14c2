package org.clutch.pool.hire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.clutch.interpreter.Interpreter;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;

/**
 * The threads that do the tasks of a pool: as many as it may have interpreters, none when there is nothing to do. Tasks begin
 * in the order in which they came.
 */
final class Crew {
    private static final int LINGER_SECONDS = 10;

    private final LivePool pool;
    private final ThreadPoolExecutor threads;
    private final Set<CompletableFuture<?>> atWork = ConcurrentHashMap.newKeySet();

    Crew(LivePool pool, int size) {
        this.pool = pool;
        this.threads = new ThreadPoolExecutor(size, size, LINGER_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                new PythonThreadFactory("clutch-pool-" + pool.name()));
        threads.allowCoreThreadTimeOut(true);
    }

    /** One task; it is its own future. */
    private final class Task<T> extends CompletableFuture<T> implements Runnable {
        private final Function<? super Interpreter, ? extends T> work;
        /** Whether it has been decided that the work is done, or that it never is. */
        private final AtomicBoolean decided = new AtomicBoolean();

        Task(Function<? super Interpreter, ? extends T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            if (isDone()) {
                return;
            }
            atWork.add(this);
            try {
                T result = work();
                complete(result);
            } catch (InterruptedException e) {
                completeExceptionally(pool.closed("before the task began"));
            } catch (Throwable e) {
                completeExceptionally(e);
            } finally {
                atWork.remove(this);
            }
        }

        private T work() throws InterruptedException {
            try (Lease lease = pool.hireForTask()) {
                return decided.compareAndSet(false, true) ? work.apply(lease.interpreter()) : null;
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return decided.compareAndSet(false, true) && super.cancel(mayInterrupt);
        }
    }

    <T> CompletableFuture<T> submit(Function<? super Interpreter, ? extends T> work) {
        Task<T> task = new Task<>(work);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw pool.closed("so it takes no task");
        }
        return task;
    }

    void resize(int size) {
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    int queued() {
        return threads.getQueue().size();
    }

    /** Takes no more tasks, and waits until those that it has are done; false if the time was over. */
    boolean drain(long nanos) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    /** Fails the tasks that have not begun. Those that wait for an interpreter hear from the gate. */
    void cancel() {
        PoolClosedException reason = pool.closed("before the task began");
        List<Runnable> never = new ArrayList<>();
        threads.getQueue().drainTo(never);
        never.forEach(task -> ((Task<?>) task).completeExceptionally(reason));
    }

    /** Fails the tasks whose code cannot be stopped. */
    void abandon() {
        atWork.forEach(task -> task.completeExceptionally(pool.closed("and the code of the task cannot be stopped")));
    }
}
