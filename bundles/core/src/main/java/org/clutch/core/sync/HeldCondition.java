package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.sync.Condition;
import org.clutch.sync.Lock;

/** A condition as one user sees it, who sees its lock as well. */
final class HeldCondition extends Held<Signals> implements Condition {
    private final HeldLock lock;

    HeldCondition(Signals shared, User user, HeldLock lock) {
        super(shared, user);
        this.lock = lock;
    }

    @Override
    public Lock lock() {
        return lock;
    }

    @Override
    public int waiting() {
        return shared.waiting();
    }

    @Override
    public Waiting begin() {
        return new HeldWaiting(shared.begin(user, lock.user));
    }

    private record HeldWaiting(Signals.Waiter waiter) implements Waiting {
        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            return waiter.await(deadline(timeout));
        }

        @Override
        public boolean end(boolean heeds) {
            return waiter.end(heeds);
        }

        @Override
        public boolean reacquire(Duration timeout) throws InterruptedException {
            return waiter.reacquire(deadline(timeout));
        }
    }

    @Override
    public void await() throws InterruptedException {
        await(null);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        Waiting waiting = begin();
        try {
            waiting.await(timeout);
        } catch (InterruptedException | RuntimeException e) {
            waiting.end(false);
            reacquire(waiting);
            throw e;
        }
        boolean came = waiting.end(true);
        reacquire(waiting);
        return came;
    }

    /** An interrupt does not keep the caller from having the lock again. */
    private static void reacquire(Waiting waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.reacquire(null);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void signal(int most) {
        shared.signal(most);
    }
}
