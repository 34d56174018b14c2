package org.clutch.core.memory;

import org.clutch.share.Region.Access;

/** An open borrow, as the region counts it. Guarded by the region; ends once. */
record Lent(Block block, long user, Access access) implements Runnable {

    @Override
    public void run() {
        block.returned(this);
    }

    /** Gives each borrow an identity of its own. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
