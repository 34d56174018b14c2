package org.clutch.core.channel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;
import org.clutch.core.channel.Place.Closed;
import org.clutch.core.channel.Place.Draining;
import org.clutch.core.channel.Place.Moving;
import org.clutch.core.channel.Place.Open;
import org.clutch.core.channel.Place.Suspended;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * The FIFO under a channel or queue: whatever conduit there is at the moment, and all waiting for it.
 *
 * <p>Each wait is a loop of <em>announce, try, park</em>: see {@link WaitingRoom}.
 *
 * <p>While messages move from one {@linkplain Places place} to the next, callers wait for the end of that move. So a caller
 * that does not want to wait still finds every message.
 */
final class SwappableConduit implements ConduitListener {
    private final WaitConfiguration waiting;
    private final Object owner;
    private final WaitingRoom receivers = new WaitingRoom();
    private final WaitingRoom senders = new WaitingRoom();
    private final Places places;

    /** What stands for a message when there will never be one again. */
    static final Message END = Message.of(null, 0);

    /**
     * @param owner whose messages these are, for the log and errors
     */
    SwappableConduit(int capacity, Object owner, WaitConfiguration waiting) {
        this(capacity, owner, waiting, Retirement::of);
    }

    /** For tests that cannot follow the thread of a {@link Retirement}. */
    SwappableConduit(int capacity, Object owner, WaitConfiguration waiting,
            Function<Conduit, List<Message>> retirement) {
        this.places = new Places(capacity, owner, this, this::wakeAll, retirement);
        this.owner = owner;
        this.waiting = waiting;
    }

    // Sending

    /** Sends without waiting. */
    Sending trySend(Message message) {
        while (true) {
            Place at = places.now();
            switch (at) {
                case Open(Conduit conduit, boolean rendezvous) -> {
                    Offer offer = conduit.offer(message);
                    if (offer == Offer.ACCEPTED) {
                        return rendezvous ? Sending.PENDING : Sending.DONE;
                    } else if (places.now() == at) {
                        // A conduit that retired by itself is left to whoever moves this on.
                        return offer == Offer.FULL ? Sending.FULL : Sending.SUSPENDED;
                    }
                }
                case Moving _ -> places.awaitMove();
                case Suspended _ -> {
                    return Sending.SUSPENDED;
                }
                case Draining _,Closed _ -> {
                    return Sending.CLOSED;
                }
            }
        }
    }

    /**
     * Sends as many as one conduit takes at once; none if that is a rendezvous, or there is none.
     *
     * @return how many of them were sent; zero does not say that there was no room
     */
    int trySendMany(Message[] messages, int from) {
        return places.now() instanceof Open(Conduit conduit, boolean rendezvous) && !rendezvous
                ? conduit.offerMany(messages, from, messages.length)
                : 0;
    }

    /** Sends, and waits for room; nothing else. */
    Sending sendWithin(Message message, Deadline deadline) throws InterruptedException {
        Sending sending = trySend(message);
        if (isFinal(sending)) {
            return sending;
        }
        Sending later = WaitingRoom.await(List.of(this), false, () -> {
            Sending attempt = trySend(message);
            return isFinal(attempt) ? attempt : null;
        }, deadline, waiting);
        return later == null ? Sending.FULL : later;
    }

    private static boolean isFinal(Sending sending) {
        return sending != Sending.FULL && sending != Sending.SUSPENDED;
    }

    /** Waits for a receiver of a message that is in. Gives false if the time was over; then the message is out again. */
    boolean awaitReceiver(PendingMessage message, Deadline deadline) throws InterruptedException {
        places.await(message);
        try {
            message.await(this, deadline, waiting);
        } catch (InterruptedException | RuntimeException e) {
            if (withdraw(message)) {
                throw e;
            }
            // A receiver was faster: the message is sent, and the interrupt is for what comes next.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        } finally {
            places.forget(message);
        }
        return message.state() != PendingMessage.State.PENDING || !withdraw(message);
    }

    /** Takes a message back; false if somebody has taken it or it was dropped. */
    private boolean withdraw(PendingMessage message) {
        while (message.state() == PendingMessage.State.PENDING) {
            Place at = places.now();
            switch (at) {
                case Open(Conduit conduit, _) -> {
                    if (conduit.withdraw(message)) {
                        return true;
                    }
                    if (places.now() == at) {
                        return false;
                    }
                }
                case Moving _ -> places.awaitMove();
                case Suspended _ -> {
                    if (places.removeKept(message)) {
                        return true;
                    }
                }
                case Draining(ArrayDeque<Message> left) -> {
                    synchronized (left) {
                        return left.remove(message);
                    }
                }
                case Closed _ -> {
                    // Its time was over before those who wait were told.
                    places.dropIfLost(message);
                    return false;
                }
            }
        }
        return false;
    }

    // Receiving

    /** Receives without waiting: a message, {@link #END}, or null if there is none. */
    Message tryReceive() {
        while (true) {
            Place at = places.now();
            switch (at) {
                case Open(Conduit conduit, boolean rendezvous) -> {
                    Message message = conduit.poll();
                    if (message != null) {
                        if (rendezvous) {
                            decide(message, PendingMessage.State.SENT);
                        }
                        return message;
                    }
                    if (places.now() == at) {
                        return null;
                    }
                }
                case Moving _ -> places.awaitMove();
                case Suspended _ -> {
                    return null;
                }
                case Draining(ArrayDeque<Message> left) -> {
                    return drain(left);
                }
                case Closed _ -> {
                    return END;
                }
            }
        }
    }

    /**
     * Receives as many as one conduit gives at once; none if that is a rendezvous, or there is none.
     *
     * @return how many came; zero does not say that there is none
     */
    int tryReceiveMany(Message[] into, int most) {
        return places.now() instanceof Open(Conduit conduit, boolean rendezvous) && !rendezvous
                ? conduit.pollMany(into, 0, most)
                : 0;
    }

    private Message drain(ArrayDeque<Message> left) {
        Message message;
        synchronized (left) {
            message = left.poll();
        }
        if (message == null) {
            return END;
        }
        decide(message, PendingMessage.State.SENT);
        return message;
    }

    /** Receives: a message, {@link #END}, or null if the time was over. */
    Message receiveWithin(Deadline deadline) throws InterruptedException {
        Message message = tryReceive();
        return message != null
                ? message
                : WaitingRoom.await(List.of(this), true, this::tryReceive, deadline, waiting);
    }

    static void decide(Message message, PendingMessage.State decision) {
        if (message instanceof PendingMessage pending) {
            pending.decide(decision);
        }
    }

    // Moving

    /**
     * Moves the messages to a transport, and to another bound.
     *
     * @throws org.clutch.channel.ChannelClosedException if there is nothing to move any more
     */
    void moveTo(Transport transport, int capacity) {
        places.moveTo(transport, capacity);
    }

    /** Keeps the messages until there is a transport again. */
    void suspend() {
        places.suspend();
    }

    /** Replaces what one interpreter has sent, as it ends, or removes it. */
    void rewrite(Function<Message, Message> rule, Transport transport) {
        places.rewrite(rule, transport);
    }

    /** Refuses messages from now on; what is in comes out. Gives false if it was so already. */
    boolean closeForSenders() {
        return places.closeForSenders();
    }

    /** Closes for all. Gives how many messages were dropped, or -1 if it was closed already. */
    int closeNow() {
        return places.closeNow();
    }

    /** Closes for all if nothing is in it. Gives how many messages keep it from that, or -1 if it was closed already. */
    int closeIfEmpty(Transport transport) {
        return places.closeIfEmpty(transport);
    }

    private void wakeAll() {
        receivers.wakeAll();
        senders.wakeAll();
    }

    // What others look at

    @Override
    public void readable() {
        receivers.wakeOne();
    }

    @Override
    public void readable(int messages) {
        receivers.wake(messages);
    }

    @Override
    public void writable() {
        senders.wakeOne();
    }

    @Override
    public void writable(int messages) {
        senders.wake(messages);
    }

    WaitingRoom room(boolean receives) {
        return receives ? receivers : senders;
    }

    int capacity() {
        return places.capacity();
    }

    int size() {
        return places.size();
    }

    long taken() {
        return places.taken();
    }

    /** Says how it stands, for whoever watches. */
    ChannelInfo.State state() {
        return switch (places.now()) {
            case Suspended _ -> ChannelInfo.State.SUSPENDED;
            case Draining _,Closed _ -> ChannelInfo.State.CLOSED;
            case Open _,Moving _ -> ChannelInfo.State.OPEN;
        };
    }

    boolean isSuspended() {
        return places.now() instanceof Suspended;
    }

    /** Says whether senders are refused. */
    boolean isClosedForSenders() {
        return places.now() instanceof Draining || places.now() instanceof Closed;
    }

    /** Says whether nothing comes out any more. */
    boolean isClosed() {
        return switch (places.now()) {
            case Closed _ -> true;
            case Draining _ -> size() == 0;
            case Open _,Suspended _,Moving _ -> false;
        };
    }

    /** Whose messages these are. */
    Object owner() {
        return owner;
    }

    /** Says whether messages pass through at the moment, so that only callers can keep each other waiting. */
    boolean isOpen() {
        return places.now() instanceof Open;
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
