package org.clutch.transport.sharedmemory;

import static org.clutch.transport.sharedmemory.RingLayout.BELOW_LAP;
import static org.clutch.transport.sharedmemory.RingLayout.CLAIMED;
import static org.clutch.transport.sharedmemory.RingLayout.FREED;
import static org.clutch.transport.sharedmemory.RingLayout.LAP_SHIFT;
import static org.clutch.transport.sharedmemory.RingLayout.WORD;
import static org.clutch.transport.sharedmemory.RingLayout.lapPart;

import java.lang.foreign.MemorySegment;

/**
 * The units of a ring. Senders claim runs of them, in order and around; whoever has one gives it back when he likes; it can
 * be claimed again once all that was claimed before it is back.
 *
 * <p>Lock-free: a claim is one compare-and-set of {@code claimed}, so each unit has one owner, who alone writes to it. Giving
 * back is one write of the claim's mark. {@code freed} is moved on by senders that need room, over all marks of its lap, by a
 * compare-and-set that only the first of several with the same intention wins. Marks and words are volatile: what an owner
 * did with a unit happens-before the next claim of it, and a sender that finds no room has looked after everything that was
 * given back before.
 *
 * <p>Nothing is ever cleared. A mark of an earlier lap is told by its lap; it would be taken for a new one only after 2^38
 * laps, 4 PiB through the smallest ring, in which no claim began with its unit.
 */
final class Space {
    static final long NO_ROOM = -1;

    private final MemorySegment memory;
    private final long units;
    private final long marks;
    private final int lapShift;

    Space(MemorySegment memory, long units) {
        this.memory = memory;
        this.units = units;
        this.marks = RingLayout.marks(units);
        this.lapShift = Long.numberOfTrailingZeros(units);
    }

    /**
     * Claims a run of units.
     *
     * @param count how many, at most half of all: so many fit wherever the last claim ended, once all is given back
     * @return where the claim begins, to be given back, or {@link #NO_ROOM}
     */
    long claim(long count) {
        long freed = word(FREED);
        while (true) {
            long claimed = word(CLAIMED);
            long after = claimed + padded(claimed, count);
            if (after - freed > units) {
                long now = freed();
                if (now == freed) {
                    return NO_ROOM;
                }
                freed = now;
            } else if (WORD.compareAndSet(memory, CLAIMED, claimed, after)) {
                return claimed;
            }
        }
    }

    /** Gives the unit with which the run of a claim begins: the first one of all, if the run would not fit before the last. */
    long start(long claim, long count) {
        long index = claim & units - 1;
        return index + count > units ? 0 : index;
    }

    /** Gives the number of units that a claim takes: with those at the end that it leaves out. */
    private long padded(long claim, long count) {
        long index = claim & units - 1;
        return index + count > units ? units - index + count : count;
    }

    void giveBack(long claim, long count) {
        WORD.setVolatile(memory, mark(claim), lapPart(claim >>> lapShift) << LAP_SHIFT | padded(claim, count));
    }

    /** Moves on over what has been given back. */
    private long freed() {
        long from = word(FREED);
        long to = from;
        long mark = word(mark(to));
        while (mark >>> LAP_SHIFT == lapPart(to >>> lapShift)) {
            to += mark & BELOW_LAP;
            mark = word(mark(to));
        }
        if (to != from) {
            // Whoever was faster has moved on over the same marks.
            WORD.compareAndSet(memory, FREED, from, to);
        }
        return word(FREED);
    }

    private long mark(long claim) {
        return marks + (claim & units - 1) * Long.BYTES;
    }

    private long word(long offset) {
        return (long) WORD.getVolatile(memory, offset);
    }
}
