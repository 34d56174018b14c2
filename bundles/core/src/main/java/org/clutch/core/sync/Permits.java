package org.clutch.core.sync;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The permits of a semaphore. It counts what each interpreter acquired and nobody released, so that it comes back when the
 * interpreter ends. A release by one that holds nothing counts for the one that has held something longest. Permits that were
 * made by releases alone are used up by acquiring: never do more come back than bring it up to what it began with.
 */
final class Permits extends Acquirable {
    private final long first;
    private final boolean bounded;
    /** Written in the monitor; a look at it saves one in vain. */
    private volatile long permits;
    /** Who holds any. Guarded by the monitor. */
    private final Set<User> holding = new LinkedHashSet<>();

    Permits(long id, long permits, boolean bounded, String name, Origin origin) {
        super(id, bounded ? "bounded semaphore" : "semaphore", name, origin);
        if (permits < 0) {
            throw new IllegalArgumentException("semaphore initial value must be >= 0, got " + permits);
        }
        this.first = permits;
        this.permits = permits;
        this.bounded = bounded;
    }

    boolean isBounded() {
        return bounded;
    }

    long permits() {
        return permits;
    }

    @Override
    boolean tryAcquire(User user) {
        if (permits == 0) {
            return false;
        }
        synchronized (this) {
            if (permits == 0) {
                return false;
            }
            check(user);
            permits = permits - 1;
            user.held++;
            holding.add(user);
            return true;
        }
    }

    void release(User user, long count) {
        if (count < 1) {
            throw new IllegalArgumentException("n must be one or more, got " + count);
        }
        synchronized (this) {
            if (bounded && count > first - permits) {
                throw new IllegalArgumentException("Semaphore released too many times");
            }
            if (permits + count < 0) {
                throw new IllegalArgumentException("a semaphore has at most 2**63 - 1 permits");
            }
            permits = permits + count;
            note(user, count);
        }
        if (count == 1) {
            room().wakeOne();
        } else {
            room().wakeAll();
        }
    }

    private void note(User user, long count) {
        long left = count - drop(user, count);
        while (left > 0 && !holding.isEmpty()) {
            left -= drop(holding.iterator().next(), left);
        }
    }

    /** Notes that some of what a user holds is released; gives how much. */
    private long drop(User user, long most) {
        long dropped = Math.min(user.held, most);
        user.held -= dropped;
        if (user.held == 0) {
            holding.remove(user);
        }
        return dropped;
    }

    @Override
    boolean takeFrom(User user) {
        long back = Math.min(drop(user, Long.MAX_VALUE), first - permits);
        if (back <= 0) {
            return false;
        }
        permits = permits + back;
        return true;
    }

    @Override
    String holder() {
        return "";
    }

    @Override
    public synchronized Set<Long> others() {
        return holding.stream().map(User::interpreter).collect(Collectors.toSet());
    }
}
