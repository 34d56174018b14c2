package org.clutch.itests.stress.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.clutch.transport.Conduit.Offer;

/**
 * The contract of {@link org.clutch.transport.Conduit} as a single thread sees it. Whatever threads do to a conduit at the
 * same time must have the results of some order of it here.
 */
public abstract class SequentialConduit {
    private final int capacity;
    private final List<Sent> line;
    private final Sent[] latest = new Sent[ConduitOperations.MOST_THREADS];
    private boolean retired;

    /** A message, equal only to itself. */
    private static final class Sent {
        private final long number;

        Sent(long number) {
            this.number = number;
        }
    }

    SequentialConduit(Shape shape) {
        this.capacity = shape.capacity == 0 ? Integer.MAX_VALUE : shape.capacity;
        this.line = new ArrayList<>(LongStream.rangeClosed(101, 100 + shape.preloaded).mapToObj(Sent::new).toList());
    }

    /** Refuses when retired or full. */
    public Offer offer(int thread, int number) {
        if (retired) {
            return Offer.RETIRED;
        }
        if (line.size() >= capacity) {
            return Offer.FULL;
        }
        latest[thread] = new Sent(number);
        line.add(latest[thread]);
        return Offer.ACCEPTED;
    }

    /** Gives the oldest, or null if there is none. */
    public Long poll() {
        return line.isEmpty() ? null : line.removeFirst().number;
    }

    /** Takes out what this thread offered last, if it is still here. */
    public boolean withdraw(int thread) {
        return line.remove(latest[thread]);
    }

    /** Gives all that is left, and refuses from now on. */
    public List<Long> retire() {
        retired = true;
        List<Long> left = line.stream().map(sent -> sent.number).toList();
        line.clear();
        return left;
    }

    /** The same as {@link #retire()}, for a second caller. */
    public List<Long> retireAgain() {
        return retire();
    }

    /** Without a bound. */
    public static final class Unbounded extends SequentialConduit {
        /** Lincheck makes it. */
        public Unbounded() {
            super(Shape.UNBOUNDED);
        }
    }

    /** Without a bound, with messages of an earlier conduit. */
    public static final class Preloaded extends SequentialConduit {
        /** Lincheck makes it. */
        public Preloaded() {
            super(Shape.PRELOADED);
        }
    }

    /** With one place. */
    public static final class OnePlace extends SequentialConduit {
        /** Lincheck makes it. */
        public OnePlace() {
            super(Shape.ONE_PLACE);
        }
    }

    /** With two places, one of which is taken. */
    public static final class TwoPlaces extends SequentialConduit {
        /** Lincheck makes it. */
        public TwoPlaces() {
            super(Shape.TWO_PLACES);
        }
    }

    /** With more messages than places. */
    public static final class Overfull extends SequentialConduit {
        /** Lincheck makes it. */
        public Overfull() {
            super(Shape.OVERFULL);
        }
    }
}
