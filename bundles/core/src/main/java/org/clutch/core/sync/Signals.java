package org.clutch.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.clutch.core.channel.Awaited;
import org.clutch.core.channel.Deadline;
import org.clutch.core.channel.WaitingRoom;

/**
 * What a condition is: who waits for a signal, and who has got one and not heeded it yet. Its monitor guards both lists. A
 * thread joins the first before it releases the lock, so whoever has the lock afterwards finds it there.
 */
final class Signals extends Shared {
    private final SharedLock lock;
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private final Set<Waiter> signalled = new LinkedHashSet<>();

    /** A wait of one thread. */
    final class Waiter {
        private final User user;
        private final User lockUser;
        private final WaitingRoom room = new WaitingRoom();
        /** What it had of the lock. Its thread's. */
        private SharedLock.Hold before;
        /** Written in the monitor. */
        private volatile boolean woken;

        private Waiter(User user, User lockUser) {
            this.user = user;
            this.lockUser = lockUser;
        }

        boolean await(Deadline deadline) throws InterruptedException {
            return woken || room.await(Awaited.ANYTHING, () -> woken ? true : null, deadline, waits()) != null;
        }

        boolean end(boolean heeds) {
            boolean came;
            List<Waiter> next = List.of();
            synchronized (Signals.this) {
                waiting.remove(this);
                came = woken;
                if (signalled.remove(this) && !heeds) {
                    next = take(1);
                }
            }
            wake(next);
            return came;
        }

        boolean reacquire(Deadline deadline) throws InterruptedException {
            return lock.acquire(before, lockUser, deadline);
        }
    }

    Signals(long id, SharedLock lock, String name, Origin origin) {
        super(id, "condition", name, origin);
        this.lock = lock;
    }

    SharedLock lock() {
        return lock;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Begins a wait. */
    Waiter begin(User user, User lockUser) {
        check("wait");
        Waiter waiter = new Waiter(user, lockUser);
        synchronized (this) {
            Acquirable.check(user);
            waiting.add(waiter);
        }
        boolean released = false;
        try {
            waiter.before = lock.releaseAll(lockUser);
            released = true;
        } finally {
            if (!released) {
                waiter.end(false);
            }
        }
        return waiter;
    }

    void signal(int most) {
        check("notify");
        List<Waiter> next;
        synchronized (this) {
            next = take(most);
        }
        wake(next);
    }

    private void check(String action) {
        if (!lock.isOwned()) {
            throw new IllegalMonitorStateException("cannot " + action + " on un-acquired lock");
        }
    }

    /** Takes those who have waited longest off the list. To be called in the monitor. */
    private List<Waiter> take(int most) {
        List<Waiter> taken = waiting.stream().limit(most).toList();
        for (Waiter each : taken) {
            waiting.remove(each);
            signalled.add(each);
            each.woken = true;
        }
        return taken;
    }

    private static void wake(List<Waiter> waiters) {
        waiters.forEach(each -> each.room.wakeAll());
    }

    /** Signals of threads that did not live to heed them go to the next. */
    @Override
    void ended(User user) {
        Predicate<Waiter> its = each -> each.user == user;
        List<Waiter> next = new ArrayList<>();
        synchronized (this) {
            user.ended = true;
            waiting.removeIf(its);
            int before = signalled.size();
            signalled.removeIf(its);
            next.addAll(take(before - signalled.size()));
        }
        super.ended(user);
        wake(next);
    }
}
