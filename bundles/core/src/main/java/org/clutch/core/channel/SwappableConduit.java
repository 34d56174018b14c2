package org.clutch.core.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.clutch.channel.ChannelClosedException;
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
 * <p>A move from one place to another retires the conduit. Callers are kept from seeing it: {@link #place} says MOVING from
 * before the conduit retires until the messages are in the next place, and whoever comes meanwhile, or found the retired
 * conduit empty, waits for the end of the move and looks again. So a caller that does not want to wait still finds every
 * message. That wait is as short as a retirement, which waits for nobody but callers half-way.
 */
final class SwappableConduit implements ConduitListener {
    private final WaitConfiguration waiting;
    private final Object owner;
    private final WaitingRoom receivers = new WaitingRoom();
    private final WaitingRoom senders = new WaitingRoom();
    private final ReentrantLock moves = new ReentrantLock();
    /** Written under the lock. */
    private volatile Place place = new Suspended(List.of());
    /** Written under the lock. */
    private volatile int capacity;
    /** Whose senders wait for a receiver; for the case that the message itself is lost. */
    private final Set<PendingMessage> awaited = ConcurrentHashMap.newKeySet();
    /** Whether a transport has lost messages. Written before what is awaited is dropped. */
    private volatile boolean lost;

    private sealed interface Place {
        Place MOVING = new Moving();
        Place CLOSED = new Closed();
    }

    private record Open(Conduit conduit, boolean rendezvous) implements Place {}

    /** Without a transport. The list is never changed, but replaced. */
    private record Suspended(List<Message> kept) implements Place {}

    private record Moving() implements Place {}

    /** Closed for senders. The queue is guarded by itself. */
    private record Draining(ArrayDeque<Message> left) implements Place {}

    private record Closed() implements Place {}

    /** What became of an attempt to send. */
    enum Sending {
        DONE,
        /** It is in, and its sender is to wait until somebody has taken it. */
        PENDING, FULL, SUSPENDED, CLOSED
    }

    /** What stands for a message when there will never be one again. */
    static final Message END = Message.of(null, 0);

    /**
     * @param owner whose messages these are, for the log and errors
     */
    SwappableConduit(int capacity, Object owner, WaitConfiguration waiting) {
        this.capacity = capacity;
        this.owner = owner;
        this.waiting = waiting;
    }

    // Sending

    /** Sends without waiting. */
    Sending trySend(Message message) {
        while (true) {
            Place at = place;
            switch (at) {
                case Open(Conduit conduit, boolean rendezvous) -> {
                    Offer offer = conduit.offer(message);
                    if (offer == Offer.ACCEPTED) {
                        return rendezvous ? Sending.PENDING : Sending.DONE;
                    } else if (place == at) {
                        // A conduit that retired by itself is left to whoever moves this on.
                        return offer == Offer.FULL ? Sending.FULL : Sending.SUSPENDED;
                    }
                }
                case Moving _ -> awaitMove();
                case Suspended _ -> {
                    return Sending.SUSPENDED;
                }
                case Draining _,Closed _ -> {
                    return Sending.CLOSED;
                }
            }
        }
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
        awaited.add(message);
        if (lost) {
            message.decide(PendingMessage.State.DROPPED);
        }
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
            awaited.remove(message);
        }
        return message.state() != PendingMessage.State.PENDING || !withdraw(message);
    }

    /** Takes a message back; false if somebody has taken it or it was dropped. */
    private boolean withdraw(PendingMessage message) {
        while (message.state() == PendingMessage.State.PENDING) {
            Place at = place;
            switch (at) {
                case Open(Conduit conduit, _) -> {
                    if (conduit.withdraw(message)) {
                        return true;
                    }
                    if (place == at) {
                        return false;
                    }
                }
                case Moving _ -> awaitMove();
                case Suspended _ -> {
                    if (removeKept(message)) {
                        return true;
                    }
                }
                case Draining(ArrayDeque<Message> left) -> {
                    synchronized (left) {
                        return left.remove(message);
                    }
                }
                case Closed _ -> {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean removeKept(Message message) {
        moves.lock();
        try {
            if (place instanceof Suspended(List<Message> kept) && kept.contains(message)) {
                place = new Suspended(kept.stream().filter(each -> each != message).toList());
                return true;
            }
            return false;
        } finally {
            moves.unlock();
        }
    }

    // Receiving

    /** Receives without waiting: a message, {@link #END}, or null if there is none. */
    Message tryReceive() {
        while (true) {
            Place at = place;
            switch (at) {
                case Open(Conduit conduit, boolean rendezvous) -> {
                    Message message = conduit.poll();
                    if (message != null) {
                        if (rendezvous) {
                            decide(message, PendingMessage.State.SENT);
                        }
                        return message;
                    }
                    if (place == at) {
                        return null;
                    }
                }
                case Moving _ -> awaitMove();
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

    private static void decide(Message message, PendingMessage.State decision) {
        if (message instanceof PendingMessage pending) {
            pending.decide(decision);
        }
    }

    // Moving

    /**
     * Moves the messages to a transport, and to another bound.
     *
     * @throws ChannelClosedException if there is nothing to move any more
     */
    void moveTo(Transport transport, int newCapacity) {
        moving(left -> {
            capacity = newCapacity;
            return opened(transport, left);
        });
    }

    /** Keeps the messages until there is a transport again. */
    void suspend() {
        moves.lock();
        try {
            if (place instanceof Open) {
                moving(Suspended::new);
            }
        } finally {
            moves.unlock();
        }
    }

    /** Replaces what one interpreter has sent, as it ends, or removes it. */
    void rewrite(Function<Message, Message> rule, Transport transport) {
        moves.lock();
        try {
            switch (place) {
                case Draining(ArrayDeque<Message> left) -> {
                    synchronized (left) {
                        List<Message> rewritten = rewritten(left, rule);
                        left.clear();
                        left.addAll(rewritten);
                    }
                }
                case Closed _ -> {
                    // Nothing is in it.
                }
                case Open _,Suspended _,Moving _ -> moving(left -> {
                    List<Message> rewritten = rewritten(left, rule);
                    return transport == null ? new Suspended(rewritten) : opened(transport, rewritten);
                });
            }
        } finally {
            moves.unlock();
        }
    }

    private static List<Message> rewritten(Iterable<Message> messages, Function<Message, Message> rule) {
        List<Message> rewritten = new ArrayList<>();
        for (Message message : messages) {
            Message replacement = rule.apply(message);
            if (replacement != message) {
                decide(message, PendingMessage.State.DROPPED);
            }
            if (replacement != null) {
                rewritten.add(replacement);
            }
        }
        return rewritten;
    }

    /** Refuses messages from now on; what is in comes out. Gives false if it was so already. */
    boolean closeForSenders() {
        return close(left -> new Draining(new ArrayDeque<>(left)));
    }

    /** Closes for all. Gives how many messages were dropped, or -1 if it was closed already. */
    int closeNow() {
        int[] dropped = {-1};
        moves.lock();
        try {
            if (place instanceof Draining(ArrayDeque<Message> left)) {
                synchronized (left) {
                    dropped[0] = left.size();
                    left.forEach(message -> decide(message, PendingMessage.State.DROPPED));
                    left.clear();
                }
                place = Place.CLOSED;
                wakeAll();
            } else {
                close(left -> {
                    dropped[0] = left.size();
                    left.forEach(message -> decide(message, PendingMessage.State.DROPPED));
                    return Place.CLOSED;
                });
            }
            return dropped[0];
        } finally {
            moves.unlock();
        }
    }

    /** Closes for all if nothing is in it. Gives how many messages keep it from that, or -1 if it was closed already. */
    int closeIfEmpty(Transport transport) {
        int inside = size();
        if (inside > 0) {
            return inside;
        }
        int[] left = {-1};
        close(messages -> {
            left[0] = messages.size();
            if (messages.isEmpty()) {
                return Place.CLOSED;
            }
            return transport == null ? new Suspended(messages) : opened(transport, messages);
        });
        return left[0];
    }

    private boolean close(Function<List<Message>, Place> next) {
        moves.lock();
        try {
            if (place instanceof Closed || place instanceof Draining) {
                return false;
            }
            moving(next);
            return true;
        } finally {
            moves.unlock();
        }
    }

    private Place opened(Transport transport, List<Message> left) {
        Conduit conduit = transport.open(capacity, left, this);
        boolean rendezvous = transport.isRendezvous();
        if (!rendezvous) {
            left.forEach(message -> decide(message, PendingMessage.State.SENT));
        }
        return new Open(conduit, rendezvous);
    }

    /** Takes the messages out of where they are, and puts them where the next place is. If that fails they are kept. */
    private void moving(Function<List<Message>, Place> next) {
        moves.lock();
        try {
            List<Message> left = switch (place) {
                case Open(Conduit conduit, _) -> {
                    place = Place.MOVING;
                    yield retired(conduit);
                }
                case Suspended(List<Message> kept) -> kept;
                case Draining _,Closed _ -> throw new ChannelClosedException(owner + " is closed");
                case Moving _ -> throw new IllegalStateException("a move within a move");
            };
            Place then = new Suspended(left);
            try {
                then = next.apply(left);
            } finally {
                place = then;
                wakeAll();
            }
        } finally {
            moves.unlock();
        }
    }

    /** Gets the messages of a conduit. One that fails takes them with it, and this line as well. */
    private List<Message> retired(Conduit conduit) {
        try {
            return Retirement.of(conduit);
        } catch (RuntimeException e) {
            lost = true;
            place = Place.CLOSED;
            awaited.forEach(message -> message.decide(PendingMessage.State.DROPPED));
            wakeAll();
            throw new LostMessagesException(owner + " is closed and has lost the messages in it: " + e.getMessage(), e);
        }
    }

    private void awaitMove() {
        moves.lock();
        moves.unlock();
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
    public void writable() {
        senders.wakeOne();
    }

    WaitingRoom room(boolean receives) {
        return receives ? receivers : senders;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        while (true) {
            Place at = place;
            int size = switch (at) {
                case Open(Conduit conduit, _) -> conduit.size();
                case Suspended(List<Message> kept) -> kept.size();
                case Moving _ -> 0;
                case Draining(ArrayDeque<Message> left) -> {
                    synchronized (left) {
                        yield left.size();
                    }
                }
                case Closed _ -> 0;
            };
            if (place == at && !(at instanceof Moving)) {
                return size;
            }
            awaitMove();
        }
    }

    boolean isSuspended() {
        return place instanceof Suspended;
    }

    /** Says whether senders are refused. */
    boolean isClosedForSenders() {
        return place instanceof Draining || place instanceof Closed;
    }

    /** Says whether nothing comes out any more. */
    boolean isClosed() {
        return place instanceof Closed || place instanceof Draining && size() == 0;
    }

    /** Whose messages these are. */
    Object owner() {
        return owner;
    }

    /** Says whether messages pass through at the moment, so that only callers can keep each other waiting. */
    boolean isOpen() {
        return place instanceof Open;
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
