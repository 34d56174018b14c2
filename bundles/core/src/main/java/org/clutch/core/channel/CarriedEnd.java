package org.clutch.core.channel;

import org.clutch.channel.ChannelNotFoundException;
import org.clutch.share.EndReference;

/** An end that travels. Its token holds the end meanwhile. */
record CarriedEnd(BrokeredChannel shared, boolean sends, Holders.Token token) implements EndReference {

    /** Checks what arrived. */
    static CarriedEnd of(EndReference reference, boolean sends) {
        if (reference instanceof CarriedEnd carried && carried.sends == sends) {
            return carried;
        }
        throw new ChannelNotFoundException(
                "not a reference to a " + (sends ? "send" : "receive") + " end: " + reference);
    }

    @Override
    public long channel() {
        return shared.id();
    }

    /** Lets go, since whoever received the end holds it now. */
    void release() {
        token.release();
    }
}
