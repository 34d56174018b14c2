package org.clutch.core.channel;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import org.clutch.channel.Channel;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.core.event.Events;
import org.clutch.core.event.SendEvent;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.EndReference;
import org.clutch.share.NotShareableException;
import org.clutch.transport.Message;

/** A send end in the hands of one holder, under one rule. */
final class HeldSendEnd implements SendEnd {
    private final HeldChannel held;
    private final BrokeredChannel channel;
    private final Holders.Token token;
    private final long tag;
    /** Whether it is noted that its holder sends, which is for good. A thread that does not know notes it again. */
    private boolean noted;

    HeldSendEnd(HeldChannel held, Holders.Token token, UnboundItems rule) {
        this.held = held;
        this.channel = held.shared();
        this.token = token;
        this.tag = Origin.tag(held.holder(), rule);
    }

    @Override
    public EndReference reference() {
        return new CarriedEnd(channel, true, channel.hold(true, Holders.MESSAGE));
    }

    @Override
    public Channel channel() {
        return held;
    }

    @Override
    public void send(Object message) throws InterruptedException {
        sendWithin(CrossInterpreterData.of(message), Deadline.NEVER);
    }

    @Override
    public boolean send(Object message, Duration timeout) throws InterruptedException {
        return sendWithin(CrossInterpreterData.of(message), Deadline.after(timeout));
    }

    private void used() {
        if (!noted) {
            channel.holders(true).use(held.holder());
            noted = true;
        }
    }

    private boolean sendWithin(Object data, Deadline deadline) throws InterruptedException {
        used();
        SendEvent event = Events.send();
        boolean sent = sendWithin(new PendingMessage(data, tag), deadline);
        if (sent) {
            Events.sent(event, channel, held.holder());
        }
        return sent;
    }

    private boolean sendWithin(PendingMessage message, Deadline deadline) throws InterruptedException {
        SwappableConduit line = channel.line();
        try {
            return switch (line.sendWithin(message, deadline)) {
                case DONE -> true;
                case FULL, SUSPENDED -> false;
                case CLOSED -> throw channel.closed();
                case PENDING -> {
                    boolean taken = line.awaitReceiver(message, deadline);
                    if (message.state() == PendingMessage.State.DROPPED) {
                        throw channel.closed();
                    }
                    yield taken;
                }
            };
        } finally {
            // Whoever waits here holds the end, even if the caller has forgotten it.
            Reference.reachabilityFence(token);
        }
    }

    @Override
    public boolean offer(Object message) {
        used();
        Sending sending = trySend(Message.of(CrossInterpreterData.of(message), tag));
        if (sending == Sending.CLOSED) {
            throw channel.closed();
        }
        return isIn(sending);
    }

    private Sending trySend(Message message) {
        SendEvent event = Events.send();
        Sending sending = channel.line().trySend(message);
        if (isIn(sending)) {
            Events.sent(event, channel, held.holder());
        }
        return sending;
    }

    private static boolean isIn(Sending sending) {
        return sending == Sending.DONE || sending == Sending.PENDING;
    }

    @Override
    public int offerMany(List<?> messages) {
        Message[] all = converted(messages);
        used();
        int sent = 0;
        while (sent < all.length) {
            int some = trySendMany(all, sent);
            if (some == 0) {
                Sending sending = trySend(all[sent]);
                if (sending == Sending.CLOSED && sent == 0) {
                    throw channel.closed();
                }
                if (!isIn(sending)) {
                    break;
                }
                some = 1;
            }
            sent += some;
        }
        return sent;
    }

    @Override
    public void sendAll(List<?> messages) throws InterruptedException {
        Message[] all = converted(messages);
        used();
        int sent = 0;
        while (sent < all.length) {
            int some = trySendMany(all, sent);
            if (some == 0) {
                sendWithin(all[sent].payload(), Deadline.NEVER);
                some = 1;
            }
            sent += some;
        }
    }

    private Message[] converted(List<?> messages) {
        Message[] all = new Message[messages.size()];
        int count = 0;
        for (Object message : messages) {
            all[count] = Message.of(converted(message, count), tag);
            count++;
        }
        return all;
    }

    private static Object converted(Object message, int index) {
        try {
            return CrossInterpreterData.of(message);
        } catch (NotShareableException e) {
            // Once more, for an error that names the place: to name each would cost as much as to send it.
            return CrossInterpreterData.of(message, "messages[" + index + "]");
        }
    }

    private int trySendMany(Message[] all, int from) {
        return Events.isRecording() ? 0 : channel.line().trySendMany(all, from);
    }

    @Override
    public SendEnd withUnboundItems(UnboundItems rule) {
        return new HeldSendEnd(held, token, rule);
    }

    @Override
    public boolean isClosed() {
        return channel.line().isClosedForSenders();
    }

    @Override
    public void close() {
        channel.closeSendEnd();
    }

    @Override
    public String toString() {
        return "the send end of " + channel;
    }
}
