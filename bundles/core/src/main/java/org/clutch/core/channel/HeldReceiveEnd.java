package org.clutch.core.channel;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clutch.channel.Channel;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.core.event.Events;
import org.clutch.core.event.ReceiveEvent;
import org.clutch.share.EndReference;
import org.clutch.transport.Message;

/** A receive end in the hands of one holder. */
final class HeldReceiveEnd implements ReceiveEnd {
    private static final int BATCH = 1_000;

    private final HeldChannel held;
    private final BrokeredChannel channel;
    private final Holders.Token token;
    /** Whether it is noted that its holder receives, which is for good. A thread that does not know notes it again. */
    private boolean noted;

    HeldReceiveEnd(HeldChannel held, Holders.Token token) {
        this.held = held;
        this.channel = held.shared();
        this.token = token;
    }

    BrokeredChannel shared() {
        return channel;
    }

    @Override
    public EndReference reference() {
        return new CarriedEnd(channel, false, channel.hold(false, Holders.MESSAGE));
    }

    @Override
    public Channel channel() {
        return held;
    }

    /** Notes that this holder receives. */
    void used() {
        if (!noted) {
            channel.holders(false).use(held.holder());
            noted = true;
        }
    }

    @Override
    public Object receive() throws InterruptedException {
        return receiveWithin(Deadline.NEVER);
    }

    @Override
    public Object receive(Duration timeout) throws InterruptedException {
        return receiveWithin(Deadline.after(timeout));
    }

    private Object receiveWithin(Deadline deadline) throws InterruptedException {
        used();
        ReceiveEvent event = Events.receive();
        try {
            return payload(channel.line().receiveWithin(deadline), event);
        } finally {
            // Whoever waits here holds the end, even if the caller has forgotten it.
            Reference.reachabilityFence(token);
        }
    }

    @Override
    public Object poll() {
        used();
        ReceiveEvent event = Events.receive();
        return payload(channel.line().tryReceive(), event);
    }

    private Object payload(Message message, ReceiveEvent event) {
        if (message == null) {
            return EMPTY;
        }
        if (message == SwappableConduit.END) {
            throw channel.drained();
        }
        Events.received(event, channel, held.holder());
        return Origin.payload(message);
    }

    @Override
    public List<Object> receiveMany(int most) throws InterruptedException {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, got " + most);
        }
        List<Object> received = new ArrayList<>(Math.min(most, BATCH));
        received.add(receive());
        Message[] batch = new Message[Math.min(most - 1, BATCH)];
        while (received.size() < most) {
            int came = tryReceiveMany(batch, Math.min(most - received.size(), batch.length));
            for (int i = 0; i < came; i++) {
                received.add(payloadOrFailure(batch[i]));
            }
            if (came > 0) {
                continue;
            }
            ReceiveEvent event = Events.receive();
            Message message = channel.line().tryReceive();
            if (message == null || message == SwappableConduit.END) {
                break;
            }
            Events.received(event, channel, held.holder());
            received.add(payloadOrFailure(message));
        }
        return received;
    }

    private int tryReceiveMany(Message[] batch, int most) {
        return Events.isRecording() ? 0 : channel.line().tryReceiveMany(batch, most);
    }

    /** A failure in the middle must not cost what came before it. */
    private static Object payloadOrFailure(Message message) {
        try {
            return Origin.payload(message);
        } catch (ItemInterpreterDestroyedException e) {
            return e;
        }
    }

    @Override
    public boolean isClosed() {
        return channel.line().isClosed();
    }

    @Override
    public void close() {
        channel.closeReceiveEnd();
    }

    @Override
    public String toString() {
        return "the receive end of " + channel;
    }
}
