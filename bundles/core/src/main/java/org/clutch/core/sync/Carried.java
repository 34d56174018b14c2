package org.clutch.core.sync;

import org.clutch.core.channel.Holders;
import org.clutch.share.SynchronizerReference;

/** A synchronizer that travels. Its token notes that somebody may still receive it. */
record Carried(Shared shared, Holders.Token token) implements SynchronizerReference {

    @Override
    public long synchronizer() {
        return shared.id();
    }
}
