package org.clutch.transport.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/**
 * A FIFO without locks. A message has a <em>position</em>, the next one after the message before it. Senders claim positions
 * at {@link #tail}, receivers claim them at {@link #head}, each by one compare-and-set; what lies between the two is inside.
 * Cells for the positions are in a {@link Segment}: a ring if the bound is small, else in a chain that grows.
 *
 * <p><b>Claims.</b> A sender claims a position once there is room for it and its cell is null, and then writes the message
 * into the cell; a receiver claims it once it is before the tail and its cell has a message, and then writes null. Nothing
 * stands between claim and write, not even a call, so no error can come between them, such as that of a stack which is
 * full: whoever claims also writes. Where a claim is yet to be written, others {@linkplain #pause(int) pause} and look
 * again. That is the only wait there is, for one instruction of another thread. Those who come with several messages, or for
 * several, claim as many consecutive positions in one segment by one such step, having seen the cell of each, and then write
 * all of them: all that is said of a claim holds for each of its positions.
 *
 * <p><b>A claimed cell is what it seems.</b> The cell of a position is the same as that of the position one turn of the ring
 * earlier, so it matters which turn a message or a null belongs to.
 * <ul>
 * <li>A sender has read a head, or a limit that somebody derived from one, beyond the position one turn earlier. So a
 * receiver had claimed that one, having seen its message. A null that is read later can only be the one that this receiver
 * wrote.
 * <li>A receiver has read a tail beyond its position. So the sender had claimed it, having seen the null of the turn before. A
 * message that is read later can only be this sender's.
 * <li>If either has been overtaken meanwhile, its claim fails, since cursors never go back.
 * </ul>
 * Cells are read as acquire and the cursors as volatile, to keep these reads in order. Cells are written plainly: what a
 * sender did before its offer happens-before its claim of the tail, that happens-before a receiver's read of a tail beyond
 * it, or of a limit derived from one, and this precedes the use of the message. The write comes before whatever the
 * listener does, and {@link ConduitListener#readable()} fences before it looks for waiters.
 *
 * <p><b>Exactly once.</b> One sender and one receiver claim each position, and the cell has one message between the two.
 *
 * <p><b>Full and empty are exact.</b> A sender reads the tail and then the head, a receiver the head and then the tail. Both
 * only rise, and the head stays behind the tail. So when the second one was read, the distance was at least, or at most, what
 * was computed. Limits save most of these reads; a stale one is lower than a new one, and never the reason to refuse.
 *
 * <p><b>Retirement.</b> The seal goes into the tail, then into the head, by the same kind of operation as claims. A sender
 * that had read the tail before that and stalled finds its claim failing. What was claimed before is before the sealed tail,
 * and not taken if it is not before the sealed head: that is what comes back, each message once its sender has written it.
 * Receivers that are half-way have positions before that, and are of no concern. Whoever sees the seal in the tail seals the
 * head before it says so: so no message comes out once anybody knows of the end.
 */
class QueueConduit implements Conduit {
    /** The most messages that a ring is made for; a larger one would take memory that few queues ever need. */
    static final int LARGEST_RING = 4096;
    private static final int SMALLEST_RING = 16;
    private static final int LINK = 256;
    /** Further than positions are ever apart; a quarter of all, so that differences beyond it keep their sign. */
    private static final long UNBOUNDED = 1L << 62;
    private static final int SPINS = 100;

    private final ConduitListener listener;
    /** The bound, as a distance of positions. */
    private final long room;
    private final long start;
    final Cursor tail;
    final Cursor head;

    QueueConduit(int capacity, List<Message> preloaded, ConduitListener listener) {
        this(capacity, preloaded, listener, 0);
    }

    /**
     * @param start the first position, an even number
     */
    QueueConduit(int capacity, List<Message> preloaded, ConduitListener listener, long start) {
        this.listener = listener;
        this.start = start;
        room = capacity > 0 ? capacity * Cursor.STEP : UNBOUNDED;
        int most = Math.max(capacity, preloaded.size());
        Segment first = capacity > 0 && most <= LARGEST_RING
                ? Segment.ring(start, ringSize(most))
                : Segment.link(start, LINK);
        tail = new Cursor(start, start + room, first);
        head = new Cursor(start, start, first);
        for (Message message : preloaded) {
            long position = tail.position();
            Segment segment = tail.segmentOf(position, false);
            tail.claim(position);
            segment.cells[segment.cell(position)] = message;
        }
    }

    private static int ringSize(int messages) {
        return Math.max(SMALLEST_RING, Integer.highestOneBit(2 * messages - 1));
    }

    @Override
    public final Offer offer(Message message) {
        Objects.requireNonNull(message);
        int pauses = 0;
        while (true) {
            long position = tail.word();
            if (Cursor.isSealed(position)) {
                head.seal();
                return Offer.RETIRED;
            }
            if (!tail.isWithinLimit(position) && !hasRoom(position)) {
                return Offer.FULL;
            }
            Segment segment = tail.segmentOf(position, false);
            if (segment == null) {
                continue;
            }
            Message[] cells = segment.cells;
            int cell = segment.cell(position);
            if (segment.message(cell) != null) {
                pause(pauses++);
            } else if (tail.claim(position)) {
                cells[cell] = message;
                listener.readable();
                return Offer.ACCEPTED;
            }
        }
    }

    @Override
    public final int offerMany(Message[] messages, int from, int to) {
        int next = from;
        int pauses = 0;
        while (next < to) {
            long position = tail.word();
            if (Cursor.isSealed(position)) {
                head.seal();
                break;
            }
            if (!tail.isWithinLimit(position) && !hasRoom(position)) {
                break;
            }
            Segment segment = tail.segmentOf(position, false);
            if (segment == null) {
                continue;
            }
            Message[] cells = segment.cells;
            int cell = segment.cell(position);
            int most = (int) Math.min(tail.withinLimit(position), Math.min(to - next, cells.length - cell));
            int count = 0;
            while (count < most && segment.message(cell + count) == null) {
                Objects.requireNonNull(messages[next + count]);
                count++;
            }
            if (count == 0) {
                pause(pauses++);
            } else if (tail.claim(position, count)) {
                for (int i = 0; i < count; i++) {
                    cells[cell + i] = messages[next + i];
                }
                next += count;
                listener.readable(count);
            }
        }
        return next - from;
    }

    private boolean hasRoom(long position) {
        long limit = head.position() + room;
        tail.limit(limit);
        return position - limit < 0;
    }

    @Override
    public final Message poll() {
        int pauses = 0;
        while (true) {
            long position = head.word();
            if (Cursor.isSealed(position) || !head.isWithinLimit(position) && !hasMessage(position)) {
                return null;
            }
            Segment segment = head.segmentOf(position, true);
            if (segment == null) {
                continue;
            }
            Message[] cells = segment.cells;
            int cell = segment.cell(position);
            Message message = segment.message(cell);
            if (message == null) {
                pause(pauses++);
            } else if (head.claim(position)) {
                cells[cell] = null;
                listener.writable();
                return message;
            }
        }
    }

    @Override
    public final int pollMany(Message[] into, int from, int to) {
        int next = from;
        int pauses = 0;
        while (next < to) {
            long position = head.word();
            if (Cursor.isSealed(position) || !head.isWithinLimit(position) && !hasMessage(position)) {
                break;
            }
            Segment segment = head.segmentOf(position, true);
            if (segment == null) {
                continue;
            }
            Message[] cells = segment.cells;
            int cell = segment.cell(position);
            int most = (int) Math.min(head.withinLimit(position), Math.min(to - next, cells.length - cell));
            int count = 0;
            while (count < most && (into[next + count] = segment.message(cell + count)) != null) {
                count++;
            }
            if (count == 0) {
                pause(pauses++);
            } else if (head.claim(position, count)) {
                for (int i = 0; i < count; i++) {
                    cells[cell + i] = null;
                }
                next += count;
                listener.writable(count);
            }
        }
        return next - from;
    }

    private boolean hasMessage(long position) {
        long limit = tail.position();
        head.limit(limit);
        return position - limit < 0;
    }

    /** Lets another thread take its one step. Overridden by tests, which take it. */
    void pause(int times) {
        if (times < SPINS) {
            Thread.onSpinWait();
        } else {
            // It was put aside before its step, maybe for the sake of this thread.
            Thread.yield();
        }
    }

    @Override
    public final int size() {
        while (true) {
            long from = head.word();
            long to = tail.position();
            if (Cursor.isSealed(from)) {
                return 0;
            }
            if (head.word() == from) {
                return (int) Math.min((to - from) / Cursor.STEP, Integer.MAX_VALUE);
            }
        }
    }

    @Override
    public final long received() {
        return (head.position() - start) / Cursor.STEP;
    }

    @Override
    public final List<Message> retire() {
        boolean first = tail.seal();
        head.seal();
        List<Message> left = new ArrayList<>();
        if (first) {
            long end = tail.position();
            for (long position = head.position(); position != end; position += Cursor.STEP) {
                left.add(written(position));
            }
        }
        return left;
    }

    /** Gives the message of a position that a sender has claimed. */
    private Message written(long position) {
        int pauses = 0;
        while (true) {
            Segment segment = head.segmentOf(position, true);
            Message message = segment == null ? null : segment.message(segment.cell(position));
            if (message != null) {
                return message;
            }
            pause(pauses++);
        }
    }
}
