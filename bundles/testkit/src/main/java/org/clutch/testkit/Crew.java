package org.clutch.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of a race, for many rounds. They wait for each other at a barrier, and then once more without parking, since
 * threads leave a barrier microseconds apart, which is longer than what they are to race for. When one fails the others
 * are interrupted, and so they are when the crew is closed, which ends every loop that calls {@link #pause()}.
 */
final class Crew implements AutoCloseable {
    /** How often a thread looks before it lets others run: there may be more threads than processors. */
    private static final int SPINS = 200;

    /** All virtual threads of all crews, as long as somebody else knows them. */
    private static final Set<Thread> VIRTUAL = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final ExecutorService threads;

    private Crew(ThreadFactory factory) {
        threads = Executors.newCachedThreadPool(factory);
    }

    /** Makes a crew of platform threads. */
    static Crew platform() {
        return new Crew(Thread.ofPlatform().daemon().name("crew-", 1).factory());
    }

    /** Makes a crew of virtual threads. */
    static Crew virtual() {
        ThreadFactory factory = Thread.ofVirtual().name("crew-", 1).factory();
        return new Crew(work -> {
            Thread thread = factory.newThread(work);
            VIRTUAL.add(thread);
            return thread;
        });
    }

    /** Makes a crew of one kind of threads. */
    static Crew of(boolean virtual) {
        return virtual ? virtual() : platform();
    }

    /** Gives the virtual threads that are alive. */
    static List<Thread> virtualThreads() {
        synchronized (VIRTUAL) {
            return VIRTUAL.stream().filter(Thread::isAlive).toList();
        }
    }

    /** Starts something that goes on beside what follows. */
    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** Does all at the same time, waits for the results and gives them in order; or throws the first failure. */
    <T> List<T> together(List<? extends Callable<? extends T>> work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(work.size());
        AtomicInteger missing = new AtomicInteger(work.size());
        CompletionService<T> done = new ExecutorCompletionService<>(threads);
        List<Future<T>> results = new ArrayList<>();
        for (Callable<? extends T> each : work) {
            results.add(done.submit(() -> {
                barrier.await();
                missing.decrementAndGet();
                for (int i = 0; missing.get() > 0; i++) {
                    spin(i);
                }
                return each.call();
            }));
        }
        try {
            for (int i = 0; i < work.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            results.forEach(result -> result.cancel(true));
        }
        return results.stream().map(Future::resultNow).toList();
    }

    private static Exception rethrown(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    private static void spin(int turn) {
        if (turn < SPINS) {
            Thread.onSpinWait();
        } else {
            pause();
        }
    }

    /** What a loop does that waits for others to come far enough; ends it when the race is over. */
    static void pause() {
        if (Thread.interrupted()) {
            throw new IllegalStateException("the race is over");
        }
        if (Thread.currentThread().isVirtual()) {
            // Yielding ones come back before those that have not begun yet, and can keep both carriers for ever.
            LockSupport.parkNanos(1);
        } else {
            Thread.yield();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
