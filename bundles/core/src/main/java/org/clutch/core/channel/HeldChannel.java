package org.clutch.core.channel;

import org.clutch.channel.Channel;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;

/** A channel as one holder of ends sees it: an interpreter, or Java code. */
final class HeldChannel implements Channel {
    private final BrokeredChannel shared;
    private final long holder;

    HeldChannel(BrokeredChannel shared, long holder) {
        this.shared = shared;
        this.holder = holder;
    }

    BrokeredChannel shared() {
        return shared;
    }

    long holder() {
        return holder;
    }

    @Override
    public long id() {
        return shared.id();
    }

    @Override
    public String name() {
        return shared.name();
    }

    @Override
    public String transport() {
        return shared.transport();
    }

    @Override
    public boolean isSuspended() {
        return shared.line().isSuspended();
    }

    @Override
    public int capacity() {
        return shared.line().capacity();
    }

    @Override
    public int size() {
        return shared.line().size();
    }

    @Override
    public UnboundItems unboundItems() {
        return shared.unboundItems();
    }

    @Override
    public void use(String transport) {
        shared.use(transport, capacity());
    }

    @Override
    public void use(String transport, int capacity) {
        shared.use(transport, capacity);
    }

    @Override
    public SendEnd sendEnd() {
        return new HeldSendEnd(this, shared.hold(true, holder), shared.unboundItems());
    }

    @Override
    public ReceiveEnd receiveEnd() {
        return new HeldReceiveEnd(this, shared.hold(false, holder));
    }

    /** Gives a send end that has arrived here. */
    SendEnd arrivedSendEnd() {
        return new HeldSendEnd(this, shared.take(true, holder), shared.unboundItems());
    }

    /** Gives a receive end that has arrived here. */
    ReceiveEnd arrivedReceiveEnd() {
        return new HeldReceiveEnd(this, shared.take(false, holder));
    }

    @Override
    public boolean isClosed() {
        return shared.line().isClosed();
    }

    @Override
    public void closeNow() {
        shared.closeNow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeldChannel that && that.shared == shared;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id());
    }

    @Override
    public String toString() {
        return shared.toString();
    }
}
