package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.core.channel.Deadline;
import org.clutch.sync.Lock;

/** A lock as one user sees it. */
final class HeldLock extends Held<SharedLock> implements Lock {
    HeldLock(SharedLock shared, User user) {
        super(shared, user);
    }

    @Override
    public boolean isReentrant() {
        return shared.isReentrant();
    }

    @Override
    public void acquire() throws InterruptedException {
        shared.acquire(user, Deadline.NEVER);
    }

    @Override
    public boolean tryAcquire() {
        return shared.tryAcquire(user);
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return shared.acquire(user, Deadline.after(timeout));
    }

    @Override
    public void release() {
        shared.release(user);
    }

    @Override
    public boolean isLocked() {
        return shared.isLocked();
    }

    @Override
    public boolean isOwned() {
        return shared.isOwned();
    }

    @Override
    public boolean isAbandoned() {
        return shared.isAbandoned();
    }

    @Override
    public void recover() {
        shared.recover();
    }
}
