package org.clutch.core.channel;

import org.clutch.share.EndReference;

/** An end that travels. Its token holds the end meanwhile. */
record CarriedEnd(BrokeredChannel shared, boolean sends, Holders.Token token) implements EndReference {
    @Override
    public long channel() {
        return shared.id();
    }
}
