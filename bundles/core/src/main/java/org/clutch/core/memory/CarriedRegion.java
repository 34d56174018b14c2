package org.clutch.core.memory;

import org.clutch.core.channel.Holders;
import org.clutch.share.RegionReference;
import org.clutch.share.ViewLayout;

/**
 * A region that travels. Its token holds it meanwhile.
 *
 * @param before that of the sender, if this is a move; else null
 */
record CarriedRegion(Block block, Tenure tenure, Holders.Token token, boolean readOnly, ViewLayout layout,
        Tenure before) implements RegionReference {

    @Override
    public long region() {
        return block.id();
    }

    @Override
    public boolean isMove() {
        return before != null;
    }

    @Override
    public void release() {
        // What was received as a move is held by its token until the receiver has a handle.
        if (!isMove() || block.restore(tenure, before)) {
            token.release();
        }
    }

    /** Gives it to a receiver. */
    HeldRegion receive(long user) {
        if (isMove()) {
            block.own(tenure, user);
        }
        HeldRegion handle = new HeldRegion(block, tenure, user, readOnly, layout);
        token.release();
        return handle;
    }

    @Override
    public String toString() {
        return "reference to " + block;
    }
}
