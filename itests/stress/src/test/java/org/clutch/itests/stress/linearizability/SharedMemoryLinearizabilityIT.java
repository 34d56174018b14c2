package org.clutch.itests.stress.linearizability;

import java.util.stream.Stream;
import org.clutch.itests.stress.TransportUnderTest;

/** The conduits of the transport {@code shared-memory}. */
class SharedMemoryLinearizabilityIT extends Linearizability {
    @Override
    Stream<Case> conduits() {
        return Stream.of(new Case(Unbounded.class, SequentialConduit.Unbounded.class),
                new Case(OnePlace.class, SequentialConduit.OnePlace.class),
                new Case(TwoPlaces.class, SequentialConduit.TwoPlaces.class),
                new Case(Overfull.class, SequentialConduit.Overfull.class));
    }

    /** Without a bound. */
    public static final class Unbounded extends ConduitOperations {
        /** Lincheck makes it. */
        public Unbounded() {
            super(TransportUnderTest.SHARED_MEMORY, Shape.UNBOUNDED);
        }
    }

    /** With one place. */
    public static final class OnePlace extends ConduitOperations {
        /** Lincheck makes it. */
        public OnePlace() {
            super(TransportUnderTest.SHARED_MEMORY, Shape.ONE_PLACE);
        }
    }

    /** With two places, one of which is taken. */
    public static final class TwoPlaces extends ConduitOperations {
        /** Lincheck makes it. */
        public TwoPlaces() {
            super(TransportUnderTest.SHARED_MEMORY, Shape.TWO_PLACES);
        }
    }

    /** With more messages than places. */
    public static final class Overfull extends ConduitOperations {
        /** Lincheck makes it. */
        public Overfull() {
            super(TransportUnderTest.SHARED_MEMORY, Shape.OVERFULL);
        }
    }
}
