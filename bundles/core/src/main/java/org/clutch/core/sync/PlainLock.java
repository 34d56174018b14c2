package org.clutch.core.sync;

import java.util.Set;

/** A lock that any thread may release. */
final class PlainLock extends SharedLock {
    /** Who has acquired it, or null. Written in the monitor; a look at it saves one in vain. */
    private volatile User owner;
    /** Which thread has, for errors. */
    private Thread thread;

    PlainLock(long id, String name, Origin origin) {
        super(id, "lock", name, origin);
    }

    @Override
    boolean isReentrant() {
        return false;
    }

    @Override
    boolean tryAcquire(User user) {
        if (owner != null) {
            return false;
        }
        synchronized (this) {
            if (owner != null) {
                return false;
            }
            check(user);
            owner = user;
            thread = Thread.currentThread();
            return true;
        }
    }

    @Override
    void release(User user) {
        synchronized (this) {
            if (owner == null) {
                throw new IllegalMonitorStateException("release unlocked lock");
            }
            free();
        }
        room().wakeOne();
    }

    private void free() {
        owner = null;
        thread = null;
    }

    @Override
    boolean takeFrom(User user) {
        if (owner != user) {
            return false;
        }
        free();
        return true;
    }

    @Override
    Hold releaseAll(User user) {
        release(user);
        return this::tryAcquire;
    }

    @Override
    boolean isLocked() {
        return owner != null;
    }

    @Override
    boolean isOwned() {
        return owner != null;
    }

    @Override
    synchronized String holder() {
        return owner == null ? "" : ", which thread '" + thread.getName() + "' of " + owner + " has";
    }

    @Override
    public Set<Long> others() {
        User now = owner;
        return now == null ? Set.of() : Set.of(now.interpreter());
    }
}
