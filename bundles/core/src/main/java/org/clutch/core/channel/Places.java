package org.clutch.core.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.clutch.channel.ChannelClosedException;
import org.clutch.core.channel.Place.Closed;
import org.clutch.core.channel.Place.Draining;
import org.clutch.core.channel.Place.Moving;
import org.clutch.core.channel.Place.Open;
import org.clutch.core.channel.Place.Suspended;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * The places of a line's messages, one after another, and the moves between them.
 *
 * <p>A move from one place to another retires the conduit. Callers are kept from seeing it: {@link #now} says MOVING from
 * before the conduit retires until the messages are in the next place, and whoever comes meanwhile, or found the retired
 * conduit empty, {@linkplain #awaitMove waits for the end of the move} and looks again. That wait is as short as a
 * retirement, which waits for nobody but callers half-way.
 */
final class Places {
    private final Object owner;
    private final ConduitListener listener;
    private final Runnable wakeAll;
    private final Function<Conduit, List<Message>> retirement;
    private final ReentrantLock moves = new ReentrantLock();
    /** Written under the lock. */
    private volatile Place place = new Suspended(List.of());
    /** Written under the lock. */
    private volatile int capacity;
    /** Whose senders wait for a receiver; for the case that the message itself is lost. */
    private final Set<PendingMessage> awaited = ConcurrentHashMap.newKeySet();
    /** Whether a transport has lost messages. Written before what is awaited is dropped. */
    private volatile boolean lost;
    /** How many messages conduits before this one gave, negative if one did not count. Written under the lock. */
    private volatile long takenBefore;

    /**
     * @param owner whose messages these are, for the log and errors
     * @param listener hears of changes in conduits
     * @param wakeAll wakes all who wait for a message or for room
     * @param retirement retires a conduit, and gives what was in it
     */
    Places(int capacity, Object owner, ConduitListener listener, Runnable wakeAll,
            Function<Conduit, List<Message>> retirement) {
        this.capacity = capacity;
        this.owner = owner;
        this.listener = listener;
        this.wakeAll = wakeAll;
        this.retirement = retirement;
    }

    /** Gives the place where the messages are at the moment. */
    Place now() {
        return place;
    }

    int capacity() {
        return capacity;
    }

    /** Waits until the move that is under way, if any, is over. */
    void awaitMove() {
        moves.lock();
        moves.unlock();
    }

    /** Notes that a sender waits for what becomes of its message. */
    void await(PendingMessage message) {
        awaited.add(message);
        dropIfLost(message);
    }

    /** Tells the sender of a message that nobody has got, if a transport has lost what was in it. */
    void dropIfLost(PendingMessage message) {
        if (lost) {
            message.decide(PendingMessage.State.DROPPED);
        }
    }

    /** Notes that it does not wait any more. */
    void forget(PendingMessage message) {
        awaited.remove(message);
    }

    /** Takes a message back while there is no transport. */
    boolean removeKept(Message message) {
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

    /** Counts the messages that were taken so far, but for those after it was closed; negative if a conduit does not count. */
    long taken() {
        long before = takenBefore;
        return place instanceof Open(Conduit conduit, _) ? sum(before, conduit.received()) : before;
    }

    private static long sum(long before, long now) {
        return before < 0 || now < 0 ? -1 : before + now;
    }

    // What these do is said where SwappableConduit passes them on.

    void moveTo(Transport transport, int newCapacity) {
        moving(left -> {
            int before = capacity;
            capacity = newCapacity;
            try {
                return opened(transport, left);
            } catch (RuntimeException e) {
                capacity = before;
                throw e;
            }
        });
    }

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
                SwappableConduit.decide(message, PendingMessage.State.DROPPED);
            }
            if (replacement != null) {
                rewritten.add(replacement);
            }
        }
        return rewritten;
    }

    boolean closeForSenders() {
        return close(left -> new Draining(new ArrayDeque<>(left)));
    }

    int closeNow() {
        int[] dropped = {-1};
        moves.lock();
        try {
            if (place instanceof Draining(ArrayDeque<Message> left)) {
                synchronized (left) {
                    dropped[0] = left.size();
                    left.forEach(message -> SwappableConduit.decide(message, PendingMessage.State.DROPPED));
                    left.clear();
                }
                place = Place.CLOSED;
                wakeAll.run();
            } else {
                close(left -> {
                    dropped[0] = left.size();
                    left.forEach(message -> SwappableConduit.decide(message, PendingMessage.State.DROPPED));
                    return Place.CLOSED;
                });
            }
            return dropped[0];
        } finally {
            moves.unlock();
        }
    }

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
        Conduit conduit = transport.open(capacity, left, listener);
        boolean rendezvous = transport.isRendezvous();
        if (!rendezvous) {
            left.forEach(message -> SwappableConduit.decide(message, PendingMessage.State.SENT));
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
                wakeAll.run();
            }
        } finally {
            moves.unlock();
        }
    }

    /** Gets the messages of a conduit. One that fails takes them with it, and this line as well. */
    private List<Message> retired(Conduit conduit) {
        long taken = conduit.received();
        try {
            List<Message> left = retirement.apply(conduit);
            takenBefore = sum(takenBefore, Math.max(taken, conduit.received()));
            return left;
        } catch (RuntimeException e) {
            lost = true;
            place = Place.CLOSED;
            awaited.forEach(message -> message.decide(PendingMessage.State.DROPPED));
            wakeAll.run();
            throw new LostMessagesException(owner + " is closed and has lost the messages in it: " + e.getMessage(), e);
        }
    }
}
