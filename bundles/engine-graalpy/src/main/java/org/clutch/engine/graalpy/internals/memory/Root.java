package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.share.Borrow;

/** A sent view's array, or a region's memory, whose pin lasts until nobody holds it any more. Once that is so, it cannot be held again. */
final class Root {
    private final Runnable unpin;
    /** That of the interpreter from which the array came here, or null; held until this one no longer is. */
    private final Root before;
    /** What is borrowed of a region, or null; reachable as long as any view of it is. */
    private final Borrow borrow;
    private final MemorySegment window;
    private final AtomicInteger holds = new AtomicInteger(1);

    /**
     * Begins with one hold.
     *
     * @param unpin is called once, when nobody holds it any more
     */
    Root(Runnable unpin, Root before) {
        this(unpin, before, before == null ? null : before.borrow, before == null ? null : before.window);
    }

    private Root(Runnable unpin, Root before, Borrow borrow, MemorySegment window) {
        this.unpin = unpin;
        this.before = before;
        this.borrow = borrow;
        this.window = window;
    }

    /**
     * Begins with one hold of a region.
     *
     * @param window the part of it that views are of, writable
     */
    static Root of(Borrow borrow, MemorySegment window) {
        return new Root(borrow::close, null, borrow, window);
    }

    /** Gives the memory that all views have a part of, if it is a region's; else null. */
    MemorySegment window() {
        return window;
    }

    /** Hears that a view of it may be in use after its lease has ended. */
    void leaveToCollector() {
        if (borrow != null) {
            borrow.leaveToCollector();
        }
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
