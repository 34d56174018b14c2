package org.clutch.core.sync;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A lock of a thread. The thread may acquire it in one interpreter, and again in another one that it calls; each of these
 * levels is the interpreter's in which it was acquired.
 */
final class ReentrantLock extends SharedLock {
    /** Written in the monitor; a thread that reads itself without it is right, and so is one that does not. */
    private volatile Thread owner;
    /** Who acquired it, the last one first; empty if nobody did. Guarded by the monitor. */
    private final ArrayDeque<User> levels = new ArrayDeque<>();

    ReentrantLock(long id, String name, Origin origin) {
        super(id, "re-entrant lock", name, origin);
    }

    @Override
    boolean isReentrant() {
        return true;
    }

    private boolean isOthers() {
        Thread now = owner;
        return now != null && now != Thread.currentThread();
    }

    @Override
    boolean tryAcquire(User user) {
        if (isOthers()) {
            return false;
        }
        synchronized (this) {
            if (isOthers()) {
                return false;
            }
            check(user);
            owner = Thread.currentThread();
            levels.push(user);
            return true;
        }
    }

    @Override
    void release(User user) {
        boolean free;
        synchronized (this) {
            checkOwned();
            if (!levels.removeFirstOccurrence(user)) {
                levels.pop();
            }
            free = freeIfEmpty();
        }
        if (free) {
            room().wakeOne();
        }
    }

    private void checkOwned() {
        if (owner != Thread.currentThread()) {
            throw new IllegalMonitorStateException("cannot release un-acquired lock");
        }
    }

    private boolean freeIfEmpty() {
        if (levels.isEmpty()) {
            owner = null;
        }
        return owner == null;
    }

    @Override
    boolean takeFrom(User user) {
        boolean held = levels.removeIf(level -> level == user);
        freeIfEmpty();
        return held;
    }

    @Override
    Hold releaseAll(User user) {
        List<User> before;
        synchronized (this) {
            checkOwned();
            before = List.copyOf(levels);
            levels.clear();
            owner = null;
        }
        room().wakeOne();
        return now -> tryAcquire(before, now);
    }

    private boolean tryAcquire(List<User> before, User user) {
        if (owner != null) {
            return false;
        }
        synchronized (this) {
            if (owner != null) {
                return false;
            }
            check(user);
            owner = Thread.currentThread();
            before.stream().filter(each -> !each.ended).forEach(levels::addLast);
            return true;
        }
    }

    @Override
    boolean isLocked() {
        return owner != null;
    }

    @Override
    boolean isOwned() {
        return owner == Thread.currentThread();
    }

    /** Its thread alone can release it, unless that has ended: then only the end of an interpreter does. */
    @Override
    public boolean canCome(Predicate<Thread> threads, LongPredicate interpreters) {
        Thread now = owner;
        return now == null || !threads.test(now);
    }

    @Override
    public String description() {
        return "acquire " + this + holder();
    }

    @Override
    synchronized String holder() {
        return owner == null ? "" : ", which thread '" + owner.getName() + "' of " + levels.peek() + " has";
    }

    @Override
    public synchronized Set<Long> others() {
        return levels.stream().map(User::interpreter).collect(Collectors.toSet());
    }
}
