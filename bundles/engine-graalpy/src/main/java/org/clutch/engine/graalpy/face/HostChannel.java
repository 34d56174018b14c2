package org.clutch.engine.graalpy.face;

import org.clutch.channel.Channel;
import org.graalvm.polyglot.HostAccess;

/** One channel, for Python. It does not keep the channel open, its ends do. */
public final class HostChannel {
    private final Channel channel;
    private final Border border;

    HostChannel(Channel channel, Border border) {
        this.channel = channel;
        this.border = border;
    }

    Channel channel() {
        return channel;
    }

    /** Gives the channel's id. */
    @HostAccess.Export
    public long id() {
        return channel.id();
    }

    /** Gives its name. */
    @HostAccess.Export
    public String name() {
        return channel.name();
    }

    /** Names its transport. */
    @HostAccess.Export
    public String transport() {
        return channel.transport();
    }

    /** Gives the bound. */
    @HostAccess.Export
    public int capacity() {
        return channel.capacity();
    }

    /** Counts the messages. */
    @HostAccess.Export
    public int size() {
        return channel.size();
    }

    /** Gives the rule for what is sent, by its number. */
    @HostAccess.Export
    public int unboundItems() {
        return channel.unboundItems().ordinal();
    }

    /** Says whether its transport is away. */
    @HostAccess.Export
    public boolean isSuspended() {
        return channel.isSuspended();
    }

    /** Says whether nothing goes through it any more. */
    @HostAccess.Export
    public boolean isClosed() {
        return channel.isClosed();
    }

    /**
     * Moves it to another transport.
     *
     * @param capacity the new bound, negative for the old one
     */
    @HostAccess.Export
    public Object use(String transport, int capacity) {
        return HostChannels.attempt(() -> {
            channel.use(transport, capacity < 0 ? channel.capacity() : capacity);
            return Crossed.SUCCESS;
        });
    }

    /** Closes it at once. */
    @HostAccess.Export
    public void closeNow() {
        channel.closeNow();
    }

    /** Gives an end of this interpreter's own. */
    @HostAccess.Export
    public Object sendEnd() {
        return HostChannels.attempt(() -> new HostSendEnd(channel.sendEnd(), border));
    }

    /** Gives an end of this interpreter's own. */
    @HostAccess.Export
    public Object receiveEnd() {
        return HostChannels.attempt(() -> new HostReceiveEnd(channel.receiveEnd()));
    }
}
