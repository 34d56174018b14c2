package org.clutch.core.memory;

import org.clutch.core.channel.Holders;

/** The time between two moves of a region: who owns it, and who has a handle or a reference of this time. */
final class Tenure {
    /** The owner of a region whose owner has ended. */
    static final long NOBODY = -3;

    private final Holders holders;
    /** An interpreter, {@link Holders#JAVA}, {@link Holders#MESSAGE} while nobody has received it, or nobody. */
    private long owner;

    Tenure(long owner, Runnable unheld) {
        this.owner = owner;
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
