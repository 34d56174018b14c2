package org.clutch.engine.graalpy.internals.memory;

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

    /**
     * @param claims of which one is this lease's; null for memory that nobody pins
     * @param others those of the interpreter; this one is among them until it ends
     */
    Lease(Claims claims, Collection<Lease> others) {
        this.claims = new AtomicReference<>(claims);
        this.others = others;
        if (claims != null) {
            others.add(this);
        }
    }

    /** Gives what holds the memory, or null if it has ended or nothing does. */
    Root root() {
        Claims present = claims.get();
        return present == null ? null : present.root();
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
