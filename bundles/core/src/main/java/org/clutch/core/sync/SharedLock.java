package org.clutch.core.sync;

import org.clutch.core.channel.Deadline;

/** A lock of either kind. */
abstract class SharedLock extends Acquirable {

    /** What a thread had of a lock before it released it altogether. */
    interface Hold {
        /** Acquires all of it if that can be done at once. */
        boolean tryAcquire(User user);
    }

    SharedLock(long id, String kind, String name, Origin origin) {
        super(id, kind, name, origin);
    }

    abstract boolean isReentrant();

    abstract void release(User user);

    /** Releases it however often the calling thread has acquired it. */
    abstract Hold releaseAll(User user);

    /** Acquires it as it was before that. */
    final boolean acquire(Hold hold, User user, Deadline deadline) throws InterruptedException {
        return hold.tryAcquire(user)
                || room().await(this, () -> hold.tryAcquire(user) ? true : null, deadline, waits()) != null;
    }

    abstract boolean isLocked();

    abstract boolean isOwned();
}
