package org.clutch.core.queue;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where callers park until an attempt of theirs succeeds.
 *
 * <p>No wake-up is lost. A waiter announces itself in {@link #announced} and then attempts; a waker has made its change,
 * fences, and then reads {@link #announced}: in every order of these four one sees the other. A waker takes one waiter off
 * the list and unparks it; that waiter announces itself anew before it attempts again. Who leaves while a wake-up for it is
 * under way passes it on, since it may have been for a change that somebody else waits for.
 *
 * <p>Attempts run without the lock, for they wake waiters in other rooms.
 */
final class WaitingRoom {
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their arrival; guarded by the lock. */
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    /** The size of the list; written under the lock, read by wakers without it. */
    private volatile int announced;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        /** Whether it is on the list; written under the lock, read by its thread while it parks. */
        private volatile boolean listed;
    }

    /** Waits until the attempt yields something. */
    <T> T await(Supplier<T> attempt) throws InterruptedException {
        return await(attempt, false, 0);
    }

    /** Waits until the attempt yields something, or the time is over, which gives null. */
    <T> T await(Supplier<T> attempt, Duration timeout) throws InterruptedException {
        return timeout.isPositive() ? await(attempt, true, TimeUnit.NANOSECONDS.convert(timeout)) : null;
    }

    private <T> T await(Supplier<T> attempt, boolean timed, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        Waiter waiter = new Waiter();
        try {
            while (true) {
                announce(waiter);
                T result = attempt.get();
                if (result != null) {
                    return result;
                }
                while (waiter.listed) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    long left = nanos - (System.nanoTime() - start);
                    if (!timed) {
                        LockSupport.park(this);
                    } else if (left > 0) {
                        LockSupport.parkNanos(this, left);
                    } else {
                        return null;
                    }
                }
            }
        } finally {
            leave(waiter);
        }
    }

    private void announce(Waiter waiter) {
        lock.lock();
        try {
            waiter.listed = true;
            waiters.addLast(waiter);
            announced = waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        boolean wokenMeanwhile;
        lock.lock();
        try {
            wokenMeanwhile = !waiter.listed;
            waiters.remove(waiter);
            announced = waiters.size();
        } finally {
            lock.unlock();
        }
        if (wokenMeanwhile) {
            wakeOne();
        }
    }

    void wakeOne() {
        VarHandle.fullFence();
        if (announced > 0) {
            LockSupport.unpark(next());
        }
    }

    void wakeAll() {
        VarHandle.fullFence();
        for (int left = announced; left > 0; left--) {
            LockSupport.unpark(next());
        }
    }

    /** Takes the longest waiting thread off the list, or gives null. */
    private Thread next() {
        lock.lock();
        try {
            Waiter waiter = waiters.pollFirst();
            if (waiter == null) {
                return null;
            }
            waiter.listed = false;
            announced = waiters.size();
            return waiter.thread;
        } finally {
            lock.unlock();
        }
    }
}
