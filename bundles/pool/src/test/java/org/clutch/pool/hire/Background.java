package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that a daemon thread of its own does, so that a test which fails leaves nothing that holds up the JVM. */
final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = Thread.ofPlatform().daemon().name("background").start(task);
    }

    static <T> Background<T> call(Callable<T> work) {
        return new Background<>(work);
    }

    /** Work that has no result. */
    interface Action {
        void run() throws Exception;
    }

    static Background<Void> run(Action action) {
        return new Background<>(() -> {
            action.run();
            return null;
        });
    }

    /** What a loop does that waits for others to come far enough; ends it when the test's time is over. */
    static void pause() {
        if (Thread.interrupted()) {
            throw new IllegalStateException("the time of the test is over");
        }
        Thread.yield();
    }

    /** Returns once the thread waits for something, which it must come to do without help. */
    Background<T> parked() {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            if (task.isDone()) {
                throw new AssertionError("it ended and was to wait: " + task.state());
            }
            pause();
        }
        return this;
    }

    boolean isDone() {
        return task.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the result. */
    T result() throws Exception {
        return task.get();
    }

    /** Waits for the failure, which must be of this type. */
    <X extends Throwable> X failure(Class<X> type) throws InterruptedException {
        try {
            T result = task.get();
            throw new AssertionError("it gave " + result + " and was to throw " + type);
        } catch (ExecutionException e) {
            return assertInstanceOf(type, e.getCause());
        }
    }
}
