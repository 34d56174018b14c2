package org.clutch.transport.sharedmemory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.share.BinaryForm;
import org.clutch.share.NotShareableException;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/**
 * A FIFO in memory outside the heap: a chain of {@linkplain Ring rings}, which begins with a small one. When a message does
 * not fit into the newest ring, a larger one is put after it, and then it is sealed. Receivers go on to the next ring when
 * they find the seal. So the chain has one ring nearly always, as large as was ever needed, up to a bound.
 *
 * <p>Nobody waits for anybody but for the allocation of a larger ring, under a lock of which only senders know.
 *
 * <p><b>Order and bounds.</b> The messages are those between the head of the oldest ring and the end of the newest one. A
 * message is in from the compare-and-set of its slot to that of the head, and each of these two sees the other's word. So a
 * poll finds nothing only if there is an instant with nothing in, an offer finds the conduit full only if there is one with as
 * many messages as the capacity in, and there are never more.
 *
 * <p><b>Retirement</b> seals the head of the oldest ring, so that no message is taken any more; then decides that no ring
 * comes after the newest one, and seals that. With this seal the conduit is retired. A poll that finds the head sealed sees
 * to the other seal before it says that there is nothing, so nobody sees one without the other. What is between the seals is
 * complete: there is nobody to be waited for.
 *
 * <p><b>Who is woken.</b> Each message that is taken is room for one. Where the room is short in bytes, though, it may be room
 * for several or for none. So from the first offer on that was refused for this reason, one that is accepted wakes the next
 * waiter.
 */
final class SharedMemoryConduit implements Conduit {
    private static final Logger LOG = System.getLogger("org.clutch.transport.sharedmemory");

    private final ConduitListener listener;
    private final Bound bound;
    /** Where receivers are. Moves to the next ring after a ring's head was passed. */
    private final AtomicReference<Ring> oldest;
    /** Where senders are. Moves to the next ring after a ring was sealed. */
    private final AtomicReference<Ring> newest;
    private final ReentrantLock growth = new ReentrantLock();
    /** How many messages have been taken, or fewer: from some time ago, so that senders need not look at the head. */
    private volatile long taken;
    /** Whether an offer was refused although there were fewer messages than the capacity. */
    private volatile boolean tight;
    /** Beyond how many units it does not grow. */
    private volatile long mostUnits;
    private int capacity;

    SharedMemoryConduit(int capacity, Bound bound, List<Message> preloaded, ConduitListener listener) {
        this.listener = listener;
        this.bound = bound;
        Ring first = new Ring(RingLayout.FEWEST_UNITS);
        this.oldest = new AtomicReference<>(first);
        this.newest = new AtomicReference<>(first);
        this.capacity = Integer.MAX_VALUE;
        this.mostUnits = Long.MAX_VALUE;
        preloaded.forEach(this::preload);
        this.capacity = capacity > 0 ? capacity : Integer.MAX_VALUE;
        this.mostUnits = bound.units();
    }

    // Senders

    /** Puts a message in that an earlier conduit had accepted, whatever it is. */
    private void preload(Message message) {
        Object payload = message.payload();
        if (!fits(payload)) {
            payload = new Records.Whole(payload);
        }
        append(payload, message.tag(), (int) BinaryForm.size(payload));
    }

    private static boolean fits(Object payload) {
        try {
            return 2 * RingLayout.units(BinaryForm.size(payload)) <= RingLayout.MOST_UNITS;
        } catch (NotShareableException e) {
            return false;
        }
    }

    @Override
    public Offer offer(Message message) {
        if (newest.get() == Ring.END) {
            // Before the check: the next transport may take what is too large here.
            return Offer.RETIRED;
        }
        long size = BinaryForm.size(message.payload());
        bound.check(size);
        Offer offer = append(message.payload(), message.tag(), (int) size);
        if (offer == Offer.ACCEPTED) {
            listener.readable();
            passOn();
        }
        return offer;
    }

    private void passOn() {
        if (tight) {
            listener.writable();
        }
    }

    private Offer append(Object payload, long tag, int size) {
        Ring ring = newest.get();
        while (ring != Ring.END) {
            long end = ring.end();
            if (ring.isSealed(end)) {
                ring = follow(ring, end);
            } else if (isFull(ring, end)) {
                return Offer.FULL;
            } else {
                long unit = written(ring, payload, tag, size);
                if (unit != Records.NO_ROOM) {
                    if (publish(ring, unit)) {
                        return Offer.ACCEPTED;
                    }
                    // Sealed or full meanwhile: to be told apart above.
                    ring.records().giveBack(unit);
                    passOn();
                } else if (!grow(ring, RingLayout.units(size))) {
                    if (tight) {
                        return Offer.FULL;
                    }
                    // Before the last attempt: whoever makes room after that sees it.
                    tight = true;
                }
            }
        }
        return Offer.RETIRED;
    }

    private long written(Ring ring, Object payload, long tag, int size) {
        try {
            return ring.records().write(payload, tag, size);
        } catch (RuntimeException | Error e) {
            passOn();
            throw e;
        }
    }

    private boolean publish(Ring ring, long unit) {
        while (true) {
            long end = ring.end();
            if (ring.isSealed(end) || isFull(ring, end)) {
                return false;
            } else if (ring.publish(end, unit)) {
                return true;
            }
        }
    }

    /** Says whether as many messages as the capacity were in, at some time after the ring had that end. */
    private boolean isFull(Ring ring, long end) {
        long sent = ring.number(end);
        if (sent - taken < capacity) {
            return false;
        }
        while (true) {
            Ring from = oldest.get();
            if (from == Ring.END) {
                return false;
            }
            long now = from.number(Ring.sequence(from.head()));
            if (oldest.get() == from) {
                taken = now;
                return sent - now >= capacity;
            }
        }
    }

    /** Puts a larger ring after this one, and seals it. Gives false if this one is to do. */
    private boolean grow(Ring ring, long count) {
        if (ring.next() == null) {
            long wanted = Math.max(2 * ring.units(), Long.highestOneBit(4 * count - 1));
            long units = Math.min(wanted, RingLayout.MOST_UNITS);
            boolean needed = 2 * count > ring.units();
            if (units > mostUnits && !needed) {
                return false;
            }
            growth.lock();
            try {
                if (ring.next() == null) {
                    ring.decideNext(new Ring(units));
                }
            } catch (OutOfMemoryError e) {
                if (needed) {
                    throw e;
                }
                mostUnits = ring.units();
                LOG.log(Level.WARNING, "a ring of shared memory stays at " + bound.bytes(ring.units())
                        + " bytes, though " + bound + " allows more: " + e.getMessage());
                return false;
            } finally {
                growth.unlock();
            }
        }
        ring.seal();
        return true;
    }

    /** Goes on to the ring after one that is sealed. */
    private Ring follow(Ring ring, long seal) {
        Ring next = ring.successor(seal);
        newest.compareAndSet(ring, next);
        return next;
    }

    // Receivers

    @Override
    public Message poll() {
        Ring ring = oldest.get();
        while (ring != Ring.END) {
            long head = ring.head();
            if ((head & RingLayout.SEALED) != 0) {
                sealEnd();
                return null;
            } else if ((head & RingLayout.PASSED) != 0) {
                ring = pass(ring, head);
            } else if (ring.isEmpty(head)) {
                return null;
            } else if (ring.isSealed(Ring.sequence(head))) {
                if (ring.next() == Ring.END) {
                    return null;
                }
                ring.moveHead(head, head | RingLayout.PASSED);
            } else {
                Message message = ring.take(head);
                if (message != null) {
                    listener.writable();
                    return message;
                }
            }
        }
        return null;
    }

    /** Goes on to the ring after one whose last message was taken. */
    private Ring pass(Ring ring, long head) {
        Ring next = ring.successor(Ring.sequence(head));
        oldest.compareAndSet(ring, next);
        return next;
    }

    // Both

    @Override
    public int size() {
        while (true) {
            Ring from = oldest.get();
            Ring to = newest.get();
            if (from == Ring.END || to == Ring.END) {
                return 0;
            }
            long head = from.head();
            long end = to.end();
            if ((head & RingLayout.SEALED) != 0) {
                sealEnd();
                return 0;
            } else if ((head & RingLayout.PASSED) != 0) {
                pass(from, head);
            } else if (to.isSealed(end)) {
                follow(to, end);
            } else if (from.head() == head) {
                return (int) Math.min(to.number(end) - from.number(Ring.sequence(head)), Integer.MAX_VALUE);
            }
        }
    }

    @Override
    public long received() {
        Ring ring = oldest.get();
        return ring == Ring.END ? taken : ring.number(Ring.sequence(ring.head()));
    }

    @Override
    public List<Message> retire() {
        Ring ring = sealHead();
        sealEnd();
        List<Message> left = new ArrayList<>();
        while (ring != Ring.END) {
            ring.drainTo(left);
            ring = ring.next();
        }
        // The rings are garbage as soon as the last caller has left.
        oldest.set(Ring.END);
        newest.set(Ring.END);
        return left;
    }

    /** Keeps receivers from taking anything. Gives the ring in which they are, or the end if they were kept from it before. */
    private Ring sealHead() {
        Ring ring = oldest.get();
        while (ring != Ring.END) {
            long head = ring.head();
            if ((head & RingLayout.SEALED) != 0) {
                return Ring.END;
            } else if ((head & RingLayout.PASSED) != 0) {
                ring = pass(ring, head);
            } else if (ring.moveHead(head, head | RingLayout.SEALED)) {
                return ring;
            }
        }
        return ring;
    }

    /** Keeps senders from putting anything in. */
    private void sealEnd() {
        Ring ring = newest.get();
        while (ring != Ring.END) {
            ring.decideNext(Ring.END);
            ring = follow(ring, ring.seal());
        }
    }
}
