package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that a daemon thread of its own does, so that a test which fails leaves nothing that holds up the JVM. Any thread
 * may call; whoever waits is ended by an interrupt, such as that of a test's deadline.
 *
 * @param <T> the type of its result
 */
public final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = Thread.ofPlatform().daemon().name("background").start(task);
    }

    /**
     * Starts work that has a result.
     *
     * @param <T> the type of the result
     * @param work what to do
     * @return the work, under way
     */
    public static <T> Background<T> call(Callable<T> work) {
        return new Background<>(work);
    }

    /** Work that has no result. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it.
         *
         * @throws Exception if it fails
         */
        void run() throws Exception;
    }

    /**
     * Starts work that has no result.
     *
     * @param action what to do
     * @return the work, under way
     */
    public static Background<Void> run(Action action) {
        return new Background<>(() -> {
            action.run();
            return null;
        });
    }

    /**
     * What a loop does that waits for others to come far enough.
     *
     * @throws IllegalStateException if the calling thread is interrupted, since the test's time is over
     */
    public static void pause() {
        if (Thread.interrupted()) {
            throw new IllegalStateException("the time of the test is over");
        }
        Thread.yield();
    }

    /**
     * Waits for a latch, in work that may throw nothing checked.
     *
     * @param latch what opens
     * @throws IllegalStateException if the calling thread is interrupted, since the test's time is over
     */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the time of the test is over", e);
        }
    }

    /**
     * Returns once the thread waits for something, which it must come to do without help.
     *
     * @return this
     * @throws AssertionError if it ended instead
     */
    public Background<T> parked() {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            if (task.isDone()) {
                throw new AssertionError("it ended and was to wait: " + task.state());
            }
            pause();
        }
        return this;
    }

    /**
     * Says whether the work has ended, in whatever way.
     *
     * @return whether it has
     */
    public boolean isDone() {
        return task.isDone();
    }

    /** Interrupts the thread that does the work. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for the result.
     *
     * @return the result
     * @throws Exception if the work failed, an {@link ExecutionException}, or the caller was interrupted
     */
    public T result() throws Exception {
        return task.get();
    }

    /**
     * Waits for the failure, which must be of this type.
     *
     * @param <X> the type
     * @param type the type
     * @return the failure
     * @throws InterruptedException if the caller is interrupted
     * @throws AssertionError if it did not fail, or otherwise
     */
    public <X extends Throwable> X failure(Class<X> type) throws InterruptedException {
        try {
            T result = task.get();
            throw new AssertionError("it gave " + result + " and was to throw " + type);
        } catch (ExecutionException e) {
            return assertInstanceOf(type, e.getCause());
        }
    }
}
