package org.clutch.itests.stress.linearizability;

import java.util.stream.Stream;
import org.clutch.itests.stress.TransportUnderTest;

/** The conduits of the transport {@code rendezvous}. */
class RendezvousLinearizabilityIT extends Linearizability {
    @Override
    Stream<Case> conduits() {
        return Stream.of(new Case(Empty.class, SequentialConduit.Unbounded.class),
                new Case(Preloaded.class, SequentialConduit.Preloaded.class));
    }

    /** With nobody in line. */
    public static final class Empty extends ConduitOperations.OfRendezvous {
        /** Lincheck makes it. */
        public Empty() {
            super(TransportUnderTest.RENDEZVOUS, Shape.UNBOUNDED);
        }
    }

    /** With a line from an earlier conduit. */
    public static final class Preloaded extends ConduitOperations.OfRendezvous {
        /** Lincheck makes it. */
        public Preloaded() {
            super(TransportUnderTest.RENDEZVOUS, Shape.PRELOADED);
        }
    }
}
