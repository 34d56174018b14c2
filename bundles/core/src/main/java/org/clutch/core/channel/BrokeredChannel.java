package org.clutch.core.channel;

import java.lang.ref.ReferenceQueue;
import java.util.Set;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelNotEmptyException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.UnboundItems;
import org.clutch.diagnosis.ChannelInfo;

/** What all ends of a channel share. It lives as long as one of them, or until it is closed and drained. */
final class BrokeredChannel {
    private final long id;
    private final ChannelSpec spec;
    private final ReferenceQueue<Holders.Token> garbage;
    private final Runnable forget;
    private final SwappableConduit line;
    private final Transports.Carried carried;
    private final Holders senders = new Holders(this::closeForSenders, this::closeNow);
    private final Holders receivers = new Holders(this::closeNow, this::closeNow);

    /**
     * @param garbage where holds of its ends go when they are garbage
     * @param forget is called when it is closed, maybe more than once
     */
    BrokeredChannel(long id, ChannelSpec spec, Transports transports, WaitConfiguration waits,
            ReferenceQueue<Holders.Token> garbage, Runnable forget) {
        this.id = id;
        this.spec = spec.name().isEmpty() ? spec.withName("channel-" + id) : spec;
        this.garbage = garbage;
        this.forget = forget;
        this.line = new SwappableConduit(spec.capacity(), this, waits);
        this.carried = transports.carry(line, spec.transport());
    }

    long id() {
        return id;
    }

    String name() {
        return spec.name();
    }

    UnboundItems unboundItems() {
        return spec.unboundItems();
    }

    SwappableConduit line() {
        return line;
    }

    String transport() {
        return carried.transport();
    }

    void use(String transport, int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative, got " + capacity);
        }
        if (line.isClosedForSenders()) {
            throw closed();
        }
        carried.use(line, transport, capacity);
    }

    /** Makes an end for somebody, or for nobody yet. */
    Holders.Token hold(boolean sends, long holder) {
        if (sends ? line.isClosedForSenders() : line.isClosed()) {
            throw closed();
        }
        return take(sends, holder);
    }

    /** Makes an end for somebody who has received one: it is theirs even if the channel was closed on the way. */
    Holders.Token take(boolean sends, long holder) {
        return holders(sends).hold(holder, garbage);
    }

    Holders holders(boolean sends) {
        return sends ? senders : receivers;
    }

    /** Hears that an interpreter has ended. */
    void ended(long interpreter) {
        boolean hasSent = senders.users().contains(interpreter);
        senders.ended(interpreter);
        receivers.ended(interpreter);
        if (hasSent && !line.isClosed()) {
            carried.rewrite(line, message -> Origin.isFrom(message, interpreter) ? Origin.gone(message) : message);
        }
    }

    /** Closes the send end. */
    void closeSendEnd() {
        if (!closeForSenders()) {
            throw closed();
        }
    }

    private boolean closeForSenders() {
        boolean closed = line.closeForSenders();
        if (line.isClosed()) {
            forget.run();
        }
        return closed;
    }

    /** Closes the receive end. */
    void closeReceiveEnd() {
        int left = carried.closeIfEmpty(line);
        if (left < 0) {
            throw closed();
        }
        if (left > 0) {
            throw new ChannelNotEmptyException(this + " is not empty: " + left + (left == 1
                    ? " message is in it"
                    : " messages are in it") + "; receive them, or close it by force");
        }
        forget.run();
    }

    void closeNow() {
        line.closeNow();
        forget.run();
    }

    /** Hears that a receiver found the end. */
    ChannelClosedException drained() {
        forget.run();
        return closed();
    }

    ChannelClosedException closed() {
        return new ChannelClosedException(this + " is closed");
    }

    Set<Long> users(boolean sends) {
        return holders(sends).users();
    }

    ChannelInfo info() {
        return new ChannelInfo(id, name(), false, transport(), line.state(), line.size(), line.capacity(), line.taken(),
                senders.holders(), receivers.holders(), line.room(false).waiting(), line.room(true).waiting());
    }

    @Override
    public String toString() {
        return "channel " + id + (name().equals("channel-" + id) ? "" : " '" + name() + "'");
    }
}
