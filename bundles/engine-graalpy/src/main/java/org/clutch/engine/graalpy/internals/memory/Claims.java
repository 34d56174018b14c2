package org.clutch.engine.graalpy.internals.memory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who claims the memory of one message: the message itself, until its first receiver takes that claim over, and each further
 * receiver. The end of the last claim releases the {@link Root}.
 *
 * <p>Receiving and releasing race for one flag, so the message's own claim is given on or given back, once.
 */
final class Claims {
    private final Root root;
    private final AtomicInteger claims = new AtomicInteger(1);
    private final AtomicBoolean own = new AtomicBoolean(true);

    Claims(Root root) {
        this.root = root;
    }

    Root root() {
        return root;
    }

    /** Claims it for a receiver; false if all claims have ended. */
    boolean take() {
        return own.compareAndSet(true, false) || increaseUnlessZero(claims);
    }

    /** Ends the message's own claim, if it still has it. */
    void releaseOwn() {
        if (own.compareAndSet(true, false)) {
            release();
        }
    }

    /** Ends a receiver's claim. */
    void release() {
        if (claims.decrementAndGet() == 0) {
            root.release();
        }
    }

    static boolean increaseUnlessZero(AtomicInteger count) {
        return count.getAndUpdate(n -> n == 0 ? 0 : n + 1) != 0;
    }
}
