package org.clutch.core.channel;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.clutch.channel.DeadlockException;
import org.clutch.diagnosis.WaitInfo;

/**
 * One thread that waits, for one thing or for whichever of several comes first.
 *
 * <p>Its thread owns it. Wakers call {@link #wake()} and no more; the deadlock detector reads {@link #isStuck()} and
 * {@link #round()}, and may give a verdict.
 */
abstract class Wait {
    /** How long a wait without a deadline lasts before it is examined: long enough that busy channels never are. */
    private static final long EXAMINED_AFTER_NANOS = 50_000_000;
    /** The time to the next examination doubles up to this. */
    private static final long EXAMINED_WITHIN_NANOS = 5_000_000_000L;

    private final Thread thread = Thread.currentThread();
    private final DeadlockDetector detector;
    private final Awaited awaited;
    private volatile int round;
    private volatile boolean parked;
    private volatile DeadlockException verdict;

    /** What a wake-up, a deadline or an interrupt made of a wait. */
    enum End {
        WOKEN, OVER
    }

    Wait(DeadlockDetector detector, Awaited awaited) {
        this.detector = detector;
        this.awaited = awaited;
    }

    /** Says whether somebody has woken it. Whoever makes this true calls {@link #wake()} afterwards. */
    abstract boolean isWoken();

    /** Parks until it is woken or the time is over. To be called after an attempt in vain. */
    final End park(Deadline deadline) throws InterruptedException {
        round++;
        parked = true;
        boolean examined = false;
        long patience = EXAMINED_AFTER_NANOS;
        try {
            while (!isWoken()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (verdict != null) {
                    throw verdict;
                }
                if (!deadline.isNever()) {
                    long left = deadline.left();
                    if (left <= 0) {
                        return End.OVER;
                    }
                    LockSupport.parkNanos(this, left);
                } else {
                    long before = System.nanoTime();
                    LockSupport.parkNanos(this, patience);
                    if (System.nanoTime() - before >= patience) {
                        examined = true;
                        detector.examine(this);
                        patience = Math.min(2 * patience, EXAMINED_WITHIN_NANOS);
                    }
                }
            }
            if (verdict != null) {
                // It was woken by another one's way out of the same deadlock; the wake-up is passed on.
                throw verdict;
            }
            return End.WOKEN;
        } finally {
            parked = false;
            if (examined) {
                detector.forget(this);
            }
        }
    }

    /** Gives the wait in which a thread is parked at the moment, or null. */
    static Wait of(Thread thread) {
        return LockSupport.getBlocker(thread) instanceof Wait wait && wait.thread == thread ? wait : null;
    }

    /** Says who waits for what. */
    final WaitInfo info(Set<Long> interpreters) {
        return new WaitInfo(thread.getName(), interpreters, awaited.description(), awaited.others());
    }

    final void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the wait with an error, once it is woken. */
    final void condemn(DeadlockException deadlock) {
        verdict = deadlock;
    }

    /** Says that its last attempt was in vain and that nobody has woken it since. */
    final boolean isStuck() {
        return parked && !isWoken();
    }

    /** Changes whenever the wait has been woken. */
    final int round() {
        return round;
    }

    final Thread thread() {
        return thread;
    }

    final Awaited awaited() {
        return awaited;
    }
}
