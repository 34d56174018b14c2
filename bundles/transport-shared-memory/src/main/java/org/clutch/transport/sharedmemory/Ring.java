package org.clutch.transport.sharedmemory;

import static org.clutch.transport.sharedmemory.RingLayout.BELOW_LAP;
import static org.clutch.transport.sharedmemory.RingLayout.HEAD;
import static org.clutch.transport.sharedmemory.RingLayout.HEAD_FLAGS;
import static org.clutch.transport.sharedmemory.RingLayout.LAP_SHIFT;
import static org.clutch.transport.sharedmemory.RingLayout.NEXT;
import static org.clutch.transport.sharedmemory.RingLayout.SLOTS;
import static org.clutch.transport.sharedmemory.RingLayout.TAIL;
import static org.clutch.transport.sharedmemory.RingLayout.WORD;
import static org.clutch.transport.sharedmemory.RingLayout.lapPart;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.clutch.transport.Message;

/**
 * A queue of records in one piece of memory outside the heap, of a fixed size. It ends with a seal, and may have a successor.
 *
 * <p>Lock-free, and nobody waits for anybody:
 * <ul>
 * <li>A sender writes its record into units that it alone has, and then <em>publishes</em> it by one compare-and-set of the
 * first empty slot. So what can be seen is complete, and a sender that stalls or fails before that has sent nothing.
 * <li>A receiver reads the record of the oldest message, and then <em>takes</em> it by one compare-and-set of {@code head}.
 * If it was too late, or fails while it reads, it has taken nothing. What it has read is good if {@code head} has not moved,
 * since units are given back only by who has taken the message.
 * <li>A <em>seal</em> is a compare-and-set of the first empty slot too. Whoever would publish after it finds it there.
 * </ul>
 * A slot is empty for a sequence if it still has the lap before, whose message is long taken, because there are twice as many
 * slots as units. Slots are volatile, and so is {@code head}: publishing happens-before taking.
 *
 * <p>The memory is freed by the garbage collector, once nobody has a reference to the ring any more: so a caller that comes
 * late reads and writes memory that is still there.
 */
final class Ring {
    /** The successor of the last ring of a conduit. It has no memory. */
    static final Ring END = new Ring();

    private final MemorySegment memory;
    private final long units;
    private final long slotMask;
    private final int lapShift;
    private final Records records;
    /** Decided once, by a compare-and-set, and before the seal. */
    private final AtomicReference<Ring> next = new AtomicReference<>();
    /** How many messages the rings before it had. Everybody who comes here from the ring before writes the same number. */
    private volatile long before;

    private Ring() {
        memory = MemorySegment.NULL;
        units = 0;
        slotMask = 0;
        lapShift = 0;
        records = null;
    }

    /**
     * @param units of 64 bytes, a power of two
     */
    Ring(long units) {
        this.units = units;
        this.slotMask = RingLayout.slots(units) - 1;
        this.lapShift = Long.numberOfTrailingZeros(RingLayout.slots(units));
        // Cleared: no slot, mark or word is ever read before it was written.
        this.memory = Arena.ofAuto().allocate(RingLayout.bytes(units), 2 * RingLayout.UNIT);
        this.records = new Records(memory, units);
    }

    long units() {
        return units;
    }

    Records records() {
        return records;
    }

    /** Gives the number that a sequence of this ring has among all messages of the conduit. */
    long number(long sequence) {
        return before + sequence;
    }

    // The end, where senders are

    /** Gives the sequence of the next message, or of the seal. */
    long end() {
        long sequence = (long) WORD.getVolatile(memory, TAIL);
        while (true) {
            long slot = slot(sequence);
            if (isEmpty(slot, sequence)) {
                return sequence;
            } else if (isFull(slot, sequence)) {
                if (isSeal(slot)) {
                    return sequence;
                }
                sequence++;
            } else {
                // Far behind: others have published so much meanwhile that the slot is in use again.
                sequence = Math.max((long) WORD.getVolatile(memory, TAIL), sequence(head()));
            }
        }
    }

    /** Publishes a record. Gives false if the sequence is not that of the next message any more. */
    boolean publish(long sequence, long unit) {
        if (!fill(sequence, unit)) {
            return false;
        }
        long tail = (long) WORD.getOpaque(memory, TAIL);
        if (tail <= sequence) {
            // If it fails then somebody else has moved it on.
            WORD.compareAndSet(memory, TAIL, tail, sequence + 1);
        }
        return true;
    }

    private boolean fill(long sequence, long unit) {
        long empty = slot(sequence);
        return isEmpty(empty, sequence) && WORD.compareAndSet(memory, slotOffset(sequence), empty,
                lapPart(sequence >>> lapShift) << LAP_SHIFT | unit);
    }

    /** Says that nothing more can be published, if that is the end. */
    boolean isSealed(long end) {
        long slot = slot(end);
        return isFull(slot, end) && isSeal(slot);
    }

    /** Sees to it that nothing more can be published. Gives the sequence of the seal. */
    long seal() {
        while (true) {
            long end = end();
            if (isSealed(end) || fill(end, RingLayout.END)) {
                return end;
            }
        }
    }

    // The head, where receivers are

    long head() {
        return (long) WORD.getVolatile(memory, HEAD);
    }

    boolean moveHead(long from, long to) {
        return WORD.compareAndSet(memory, HEAD, from, to);
    }

    static long sequence(long head) {
        return head >>> HEAD_FLAGS;
    }

    /** Says that there is no message and no seal where the head is. */
    boolean isEmpty(long head) {
        return isEmpty(slot(sequence(head)), sequence(head));
    }

    /**
     * Takes the oldest message.
     *
     * @param head what {@link #head()} was when there was one
     * @return the message, or null if somebody was faster
     */
    Message take(long head) {
        long unit;
        Message message;
        try {
            unit = slot(sequence(head)) & BELOW_LAP;
            int size = records.size(unit);
            VarHandle.loadLoadFence();
            if (head() != head) {
                return null;
            }
            message = records.read(unit, size);
        } catch (RuntimeException | Error e) {
            if (head() != head) {
                // It was somebody else's record, or not even that.
                return null;
            }
            throw e;
        }
        if (!moveHead(head, head + NEXT)) {
            return null;
        }
        records.giveBack(unit);
        return message;
    }

    /** Gives all messages from a sealed head on to the seal. */
    void drainTo(List<Message> messages) {
        long sequence = sequence(head());
        while (!isSealed(sequence)) {
            long unit = slot(sequence) & BELOW_LAP;
            messages.add(records.read(unit, records.size(unit)));
            sequence++;
        }
    }

    // Slots

    private long slot(long sequence) {
        return (long) WORD.getVolatile(memory, slotOffset(sequence));
    }

    private long slotOffset(long sequence) {
        return SLOTS + (sequence & slotMask) * Long.BYTES;
    }

    private boolean isFull(long slot, long sequence) {
        return slot >>> LAP_SHIFT == lapPart(sequence >>> lapShift);
    }

    private boolean isEmpty(long slot, long sequence) {
        return slot >>> LAP_SHIFT == lapPart((sequence >>> lapShift) - 1);
    }

    private static boolean isSeal(long slot) {
        return (slot & BELOW_LAP) == RingLayout.END;
    }

    // The successor

    /** Gives the ring after this one, or null if that is not decided. */
    Ring next() {
        return next.get();
    }

    /** Decides which ring comes after this one, unless that is decided already. */
    Ring decideNext(Ring ring) {
        next.compareAndSet(null, ring);
        return next.get();
    }

    /** Gives the ring after this one, which is sealed. */
    Ring successor(long seal) {
        Ring successor = next.get();
        if (successor != END) {
            successor.before = number(seal);
        }
        return successor;
    }
}
