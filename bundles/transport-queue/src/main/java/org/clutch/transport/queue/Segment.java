package org.clutch.transport.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.clutch.transport.Message;

/**
 * Cells for the messages of some consecutive positions, and the way to the next ones. A ring is one segment that has all
 * positions, each cell standing for every so manyth of them; in a chain each cell stands for one position, once.
 *
 * <p>A cell is null, then has a message, then is null again. Whoever owns a position, by a {@link Cursor#claim}, writes its
 * cell: its sender the message, its receiver null, each once. See {@link QueueConduit} for what orders these two.
 *
 * <p>The chain grows at its end, by compare-and-set of {@link #next} from null. A segment that both sides have left points
 * to itself, so that it keeps none of the later ones: a collector that has moved it to its old generation would otherwise
 * move all of them there.
 */
final class Segment {
    private static final VarHandle NEXT;
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(Message[].class);

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Segment.class, "next", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long first;
    /** How far the positions reach. */
    private final long span;
    private final int mask;
    private volatile Segment next;
    /** Written by owners of positions, see above; to be read by {@link #message}. */
    final Message[] cells;

    private Segment(long first, long span, int size) {
        this.first = first;
        this.span = span;
        this.mask = size - 1;
        this.cells = new Message[size];
    }

    /** Makes a segment for all positions from the first one on. */
    static Segment ring(long first, int size) {
        // Half of all positions: the next half begins when nobody lives to see it.
        return new Segment(first, Long.MAX_VALUE, size);
    }

    /** Makes a segment that has as many positions as cells. */
    static Segment link(long first, int size) {
        return new Segment(first, size * Cursor.STEP, size);
    }

    /** Gives the cell of one of its positions. */
    int cell(long position) {
        return (int) ((position - first) / Cursor.STEP) & mask;
    }

    /** Gives what is in a cell. Acquires, so what is read later is not older than this. */
    Message message(int cell) {
        return (Message) CELLS.getAcquire(cells, cell);
    }

    /**
     * Gives the segment of a position that is in this one or a later one; it makes what is missing on the way.
     *
     * @return null if the position is in an earlier one, or the way is cut off
     */
    Segment reach(long position) {
        Segment at = this;
        for (long ahead = position - first; ahead < 0 || ahead >= span; ahead = position - at.first) {
            Segment after = at.next;
            if (ahead < 0 || after == at) {
                return null;
            }
            at = after == null ? at.extend() : after;
        }
        return at;
    }

    private Segment extend() {
        Segment made = link(first + span, cells.length);
        return NEXT.compareAndSet(this, (Segment) null, made) ? made : next;
    }

    /** Lets go of the next one. For whoever moved the second of two sides on from here. */
    void cutOff() {
        NEXT.setRelease(this, this);
    }
}
