package org.clutch.testkit;

import org.clutch.share.EndReference;

/** A reference to an end of a channel that does not exist. Equal to nothing but itself, as the core's are. */
public final class FakeEndReference implements EndReference {
    private final long channel;
    private final boolean sends;

    /**
     * Makes a reference.
     *
     * @param channel the id of the channel
     * @param sends true for a send end, false for a receive end
     */
    public FakeEndReference(long channel, boolean sends) {
        this.channel = channel;
        this.sends = sends;
    }

    @Override
    public long channel() {
        return channel;
    }

    @Override
    public boolean sends() {
        return sends;
    }

    @Override
    public String toString() {
        return "FakeEndReference[channel=" + channel + ", sends=" + sends + "]";
    }
}
