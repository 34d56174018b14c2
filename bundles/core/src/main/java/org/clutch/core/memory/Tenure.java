package org.clutch.core.memory;

import org.clutch.core.channel.Holders;

/**
 * The time between two moves of a region: who owns it, and who has a handle or a reference of this time. Guarded by the
 * region.
 */
final class Tenure {
    /** The owner of a region whose owner has ended. */
    static final long NOBODY = -3;

    private final Holders holders;
    /** An interpreter, {@link Holders#JAVA}, {@link Holders#MESSAGE} while nobody has received it, or nobody. */
    private long owner;
    /** What comes back if the move that began this one is taken back; null if it cannot be. */
    private Tenure before;

    Tenure(long owner, Tenure before, Runnable unheld) {
        this.owner = owner;
        this.before = before;
        this.holders = new Holders(unheld, () -> {});
    }

    Holders holders() {
        return holders;
    }

    long owner() {
        return owner;
    }

    void owner(long newOwner) {
        owner = newOwner;
    }

    Tenure before() {
        return before;
    }

    /** Hears that the move was received. */
    void received(long receiver) {
        owner = receiver;
        before = null;
    }

    static String name(long user) {
        if (user == Holders.JAVA) {
            return "Java code";
        }
        if (user == Holders.MESSAGE) {
            return "whoever receives it";
        }
        return user == NOBODY ? "nobody" : "interpreter " + user;
    }
}
