package org.clutch.transport.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Where one side of a queue stands, senders or receivers: the position that is claimed next, and in the same word the seal,
 * after which nothing is claimed any more. Positions are even, so that the lowest bit is the seal's. They may overflow: only
 * their differences count.
 *
 * <p>The word is changed by compare-and-set alone, so claims and the seal are in one order: a claim either comes before the
 * seal, or fails. It is read as volatile, for {@link QueueConduit} reads both sides in an order that matters.
 *
 * <p>The fields lie together, since whoever writes one has just read the others, and 128 bytes (two lines that are fetched
 * in pairs) away from everything else, since the other side writes at the same time.
 */
final class Cursor extends CursorFields {
    static final long STEP = 2;
    private static final long SEAL = 1;
    private static final VarHandle WORD = field("word", long.class);
    private static final VarHandle LIMIT = field("limit", long.class);
    private static final VarHandle SEGMENT = field("segment", Segment.class);

    long after0, after1, after2, after3, after4, after5, after6, after7;
    long after8, after9, after10, after11, after12, after13, after14, after15;

    Cursor(long position, long limit, Segment segment) {
        this.word = position;
        this.limit = limit;
        this.segment = segment;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(CursorFields.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static boolean isSealed(long word) {
        return (word & SEAL) != 0;
    }

    /** Gives the position, and the seal with it. */
    long word() {
        return word;
    }

    /** Gives the position alone. */
    long position() {
        return word & ~SEAL;
    }

    /** Claims a position; false if it is claimed already, or there is the seal. */
    boolean claim(long position) {
        return claim(position, 1);
    }

    /** Claims a position and those after it; false if the first is claimed already, or there is the seal. */
    boolean claim(long position, int count) {
        return WORD.compareAndSet(this, position, position + count * STEP);
    }

    /** Lets no more claims succeed; false if it was so already. */
    boolean seal() {
        return !isSealed((long) WORD.getAndBitwiseOr(this, SEAL));
    }

    /** Says whether a position is claimable by what was known of the other side, which may have moved on since. */
    boolean isWithinLimit(long position) {
        return position - limit < 0;
    }

    /** Counts the positions from one on that are claimable by what was known of the other side; less than one if none is. */
    long withinLimit(long position) {
        return (limit - position) / STEP;
    }

    /** Notes how far the other side lets this one go. It is true for ever, so it does not matter whose note is the last. */
    void limit(long position) {
        LIMIT.setRelease(this, position);
    }

    /** Gives the segment of a position at which it stands; null if it stood there and has moved on. */
    Segment segmentOf(long position, boolean last) {
        Segment from = segment;
        Segment to = from.reach(position);
        if (to == from || to == null) {
            return to;
        }
        if (!SEGMENT.compareAndSet(this, from, to)) {
            return null;
        }
        if (last) {
            from.cutOff();
        }
        return to;
    }
}

/** What keeps the fields of a cursor away from what is before them. */
class CursorPadding {
    long before0, before1, before2, before3, before4, before5, before6, before7;
    long before8, before9, before10, before11, before12, before13, before14, before15;
}

/** The fields of a cursor. Superclasses come first in memory, so its own padding comes after them. */
class CursorFields extends CursorPadding {
    volatile long word;
    volatile long limit;
    /** The segment in which it stands, or one before that. It only ever moves towards later ones. */
    volatile Segment segment;
}
