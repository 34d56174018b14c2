package org.clutch.core.channel;

import org.clutch.itests.stress.Effort;
import org.clutch.itests.stress.TransportUnderTest;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hot swap: some order of the operations on a FIFO explains all results of a line that moves. Real threads only: a retirement
 * has a deadline, which a thread of its own keeps, so Lincheck cannot choose the order of all that happens.
 */
class SwapLinearizabilityIT {
    /** With real threads. */
    @ParameterizedTest
    @ValueSource(classes = {QueueAndMemory.class, RendezvousAndQueue.class})
    void underStress(Class<? extends LineOperations> line) {
        check(new StressOptions().iterations(Effort.of(10, 40)).invocationsPerIteration(Effort.of(300, 3_000)), line);
    }

    private static void check(Options<?, ?> options, Class<? extends LineOperations> line) {
        options.threads(3).actorsBefore(1).actorsPerThread(2).actorsAfter(2)
                .sequentialSpecification(SequentialLine.class).check(line);
    }

    /** Between two transports with a buffer. */
    public static final class QueueAndMemory extends LineOperations {
        /** Lincheck makes it. */
        public QueueAndMemory() {
            super(TransportUnderTest.QUEUE, TransportUnderTest.SHARED_MEMORY);
        }
    }

    /** Between one without a buffer, and one with it. */
    public static final class RendezvousAndQueue extends LineOperations {
        /** Lincheck makes it. */
        public RendezvousAndQueue() {
            super(TransportUnderTest.RENDEZVOUS, TransportUnderTest.QUEUE);
        }
    }
}
