package org.clutch.core.memory;

import org.clutch.core.channel.Holders;
import org.clutch.share.RegionReference;
import org.clutch.share.ViewLayout;

/** A region that travels. Its token holds it meanwhile. No record, for those are values that Java callers give to Python. */
final class CarriedRegion implements RegionReference {
    private final Block block;
    private final Tenure tenure;
    private final Holders.Token token;
    private final boolean readOnly;
    private final ViewLayout layout;
    private final boolean move;

    /**
     * @param token of this tenure
     * @param handle the sender's
     * @param move whether the receiver will own it
     */
    CarriedRegion(Block block, Tenure tenure, Holders.Token token, HeldRegion handle, boolean move) {
        this.block = block;
        this.tenure = tenure;
        this.token = token;
        this.readOnly = handle.isReadOnly();
        this.layout = handle.layout();
        this.move = move;
    }

    @Override
    public long region() {
        return block.id();
    }

    @Override
    public boolean isMove() {
        return move;
    }

    @Override
    public void release() {
        // What was received as a move is held by its token until the receiver has a handle.
        if (!isMove() || block.restore(tenure)) {
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
