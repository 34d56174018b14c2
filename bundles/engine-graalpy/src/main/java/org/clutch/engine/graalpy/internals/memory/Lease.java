package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The views that one receiver has of a message's memory, slices and casts included. It ends once: when the engine counts the
 * last of them as released, when they are garbage, or with their interpreter; in whatever thread that is.
 */
final class Lease implements Runnable {
    /** Null once the lease has ended, or if nobody has to know. */
    private final AtomicReference<Claims> claims;
    private final Collection<Lease> others;
    /** Its own, after its end too: a view that is still used keeps the memory that it has. Null if nobody has to know. */
    private final Root kept;

    /**
     * @param claims of which one is this lease's; null for memory that nobody pins
     * @param others those of the interpreter; this one is among them until it ends
     */
    Lease(Claims claims, Collection<Lease> others) {
        this.claims = new AtomicReference<>(claims);
        this.others = others;
        this.kept = claims == null ? null : claims.root();
        if (claims != null) {
            others.add(this);
        }
    }

    /** Gives what holds the memory, or null if it has ended or nothing does. */
    Root root() {
        Claims present = claims.get();
        return present == null ? null : present.root();
    }

    /** Gives the memory that its views have a part of, if it is a region's; else null. */
    MemorySegment window() {
        return kept == null ? null : kept.window();
    }

    /** Ends it, though a thread that could not be stopped may still use its views. */
    void abandon() {
        if (claims.get() != null) {
            kept.leaveToCollector();
            run();
        }
    }

    /** Ends it. */
    @Override
    public void run() {
        Claims present = claims.getAndSet(null);
        if (present != null) {
            others.remove(this);
            present.release();
        }
    }
}
