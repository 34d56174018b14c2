package org.clutch.engine.graalpy.internals.memory;

import java.util.concurrent.atomic.AtomicInteger;

/** A sent view's array, whose pin lasts until nobody holds it any more. Once that is so, it cannot be held again. */
final class Root {
    private final Runnable unpin;
    /** That of the interpreter from which the array came here, or null; held until this one no longer is. */
    private final Root before;
    private final AtomicInteger holds = new AtomicInteger(1);

    /**
     * Begins with one hold.
     *
     * @param unpin is called once, when nobody holds it any more
     */
    Root(Runnable unpin, Root before) {
        this.unpin = unpin;
        this.before = before;
    }

    /** Holds it once more, if anybody still does. */
    boolean hold() {
        return Claims.increaseUnlessZero(holds);
    }

    /** Ends one hold. */
    void release() {
        if (holds.decrementAndGet() == 0) {
            unpin.run();
            if (before != null) {
                before.release();
            }
        }
    }
}
