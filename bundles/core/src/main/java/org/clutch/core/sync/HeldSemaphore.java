package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.core.channel.Deadline;
import org.clutch.sync.Semaphore;

/** A semaphore as one user sees it. */
final class HeldSemaphore extends Held<Permits> implements Semaphore {
    HeldSemaphore(Permits shared, User user) {
        super(shared, user);
    }

    @Override
    public boolean isBounded() {
        return shared.isBounded();
    }

    @Override
    public long permits() {
        return shared.permits();
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
    public void release(long permits) {
        shared.release(user, permits);
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
