package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.clutch.itests.stress.Effort;
import org.clutch.itests.stress.TransportUnderTest;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hot swap under a model checker: some order of the operations on a FIFO explains all results of a line that moves. */
class SwapLinearizabilityIT {
    /** With real threads. */
    @ParameterizedTest
    @ValueSource(classes = {QueueAndMemory.class, RendezvousAndQueue.class})
    void underStress(Class<? extends LineOperations> line) {
        check(new StressOptions().iterations(Effort.of(10, 40)).invocationsPerIteration(Effort.of(300, 3_000)), line);
    }

    /** With one thread at a time, switched at each access to shared memory: Lincheck chooses the order. */
    @ParameterizedTest
    @ValueSource(classes = {QueueAndMemory.class, RendezvousAndQueue.class})
    void inChosenOrders(Class<? extends LineOperations> line) {
        modelChecking(line);
    }

    /** A conduit that checks only once whether it is retired loses what is sent amid a move, and is found out. */
    @Test
    void seededBugIsFound() {
        assertThrows(LincheckAssertionError.class, () -> modelChecking(Broken.class));
    }

    private static void modelChecking(Class<? extends LineOperations> line) {
        check(new ModelCheckingOptions().iterations(Effort.of(5, 30)).invocationsPerIteration(Effort.of(100, 300)),
                line);
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

    /** From the one that is broken on purpose. */
    public static final class Broken extends LineOperations {
        /** Lincheck makes it. */
        public Broken() {
            super(TransportUnderTest.ONE_VOLATILE_READ, TransportUnderTest.QUEUE);
        }
    }
}
