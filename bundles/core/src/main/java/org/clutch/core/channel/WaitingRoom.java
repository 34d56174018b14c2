package org.clutch.core.channel;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Where callers park until an attempt of theirs succeeds.
 *
 * <p>No wake-up is lost. A waiter announces itself in {@link #announced}, fences, and then attempts; a waker has made its
 * change, fences, and then reads {@link #announced}: in every order of these four one sees the other, whatever a conduit
 * reads and writes to make a change and to attempt. When nobody waits, that is all a waker does. A waker takes one waiter off
 * the list and unparks it; that waiter announces itself anew before it attempts again. Who leaves while a wake-up for it is
 * under way passes it on, since it may have been for a change that somebody else waits for.
 *
 * <p>Attempts run without the lock, for they wake waiters in other rooms.
 */
public final class WaitingRoom {
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their arrival; guarded by the lock. */
    private final ArrayDeque<Ticket> tickets = new ArrayDeque<>();
    /** The size of the list; written under the lock, read by wakers without it. */
    private volatile int announced;

    /** A wait in one room. */
    static final class Ticket {
        private final Waiter waiter;
        /** Whether it is on the list; written under the lock, read by its thread while it parks. */
        volatile boolean listed;

        Ticket(Waiter waiter) {
            this.waiter = waiter;
        }
    }

    /** A wait in all rooms that could have something for it. */
    static final class Waiter extends Wait {
        final Ticket[] tickets;

        Waiter(DeadlockDetector detector, Awaited awaited, int rooms) {
            super(detector, awaited);
            tickets = new Ticket[rooms];
            for (int i = 0; i < rooms; i++) {
                tickets[i] = new Ticket(this);
            }
        }

        @Override
        boolean isWoken() {
            for (Ticket ticket : tickets) {
                if (!ticket.listed) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Waits until the attempt yields something from one of the lines.
     *
     * @param receives whether the wait is for messages, otherwise it is for room
     * @return what the attempt gave, or null if the time was over
     */
    static <T> T await(List<SwappableConduit> lines, boolean receives, Supplier<T> attempt, Deadline deadline,
            WaitConfiguration waiting) throws InterruptedException {
        AwaitedLines awaited = new AwaitedLines(lines, receives);
        return await(awaited.rooms(), awaited, attempt, deadline, waiting);
    }

    /**
     * Waits in this room until the attempt yields something.
     *
     * @param awaited what is waited for
     * @return what the attempt gave, or null if the time was over
     */
    public <T> T await(Awaited awaited, Supplier<T> attempt, Deadline deadline, WaitConfiguration waiting)
            throws InterruptedException {
        return await(List.of(this), awaited, attempt, deadline, waiting);
    }

    private static <T> T await(List<WaitingRoom> rooms, Awaited awaited, Supplier<T> attempt, Deadline deadline,
            WaitConfiguration waiting) throws InterruptedException {
        T early = waiting.spin(attempt, deadline);
        if (early != null || deadline.isOver()) {
            return early;
        }
        Waiter waiter = new Waiter(waiting.detector(), awaited, rooms.size());
        try {
            while (true) {
                for (int i = 0; i < rooms.size(); i++) {
                    rooms.get(i).announce(waiter.tickets[i]);
                }
                VarHandle.fullFence();
                T result = attempt.get();
                if (result != null) {
                    return result;
                }
                if (waiter.park(deadline) == Wait.End.OVER) {
                    return null;
                }
            }
        } finally {
            for (int i = 0; i < rooms.size(); i++) {
                rooms.get(i).leave(waiter.tickets[i]);
            }
        }
    }

    void announce(Ticket ticket) {
        if (ticket.listed) {
            return;
        }
        lock.lock();
        try {
            ticket.listed = true;
            tickets.addLast(ticket);
            announced = tickets.size();
        } finally {
            lock.unlock();
        }
    }

    void leave(Ticket ticket) {
        boolean wokenMeanwhile;
        lock.lock();
        try {
            wokenMeanwhile = !ticket.listed;
            tickets.remove(ticket);
            announced = tickets.size();
        } finally {
            lock.unlock();
        }
        if (wokenMeanwhile) {
            wakeOne();
        }
    }

    /** Wakes the one that has waited longest. To be called after the change that it is for. */
    public void wakeOne() {
        wake(1);
    }

    /** Wakes those who have waited longest, so many of them. To be called after the changes that it is for. */
    void wake(int count) {
        VarHandle.fullFence();
        for (int left = Math.min(announced, count); left > 0; left--) {
            wakeNext();
        }
    }

    /** Wakes all who wait. To be called after the change that it is for. */
    public void wakeAll() {
        wake(Integer.MAX_VALUE);
    }

    /** Counts those who wait. */
    public int waiting() {
        return announced;
    }

    /** Takes the longest waiting one off the list and wakes it. */
    private void wakeNext() {
        Waiter waiter;
        lock.lock();
        try {
            Ticket ticket = tickets.pollFirst();
            if (ticket == null) {
                return;
            }
            ticket.listed = false;
            announced = tickets.size();
            waiter = ticket.waiter;
        } finally {
            lock.unlock();
        }
        waiter.wake();
    }
}
