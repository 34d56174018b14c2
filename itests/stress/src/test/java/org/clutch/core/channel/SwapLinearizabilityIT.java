package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.clutch.itests.stress.Effort;
import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hot swap: some order of the operations on a FIFO explains all results of a line that moves. A
 * retirement has a deadline, which a thread of its own keeps. Lincheck cannot choose the order of what that thread does, so
 * where it chooses, the mover retires the conduit itself.
 */
class SwapLinearizabilityIT {
    /** With real threads. */
    @ParameterizedTest
    @ValueSource(classes = {QueueAndMemory.class, RendezvousAndQueue.class})
    void underStress(Class<? extends LineOperations> line) {
        check(new StressOptions().iterations(Effort.of(10, 40)).invocationsPerIteration(Effort.of(300, 3_000)), line);
    }

    /** With one thread at a time, switched at each access to shared memory: Lincheck chooses the order. */
    @ParameterizedTest
    @ValueSource(classes = {QueueAndMemoryByMover.class, RendezvousAndQueueByMover.class})
    void inChosenOrders(Class<? extends LineOperations> line) {
        modelChecking(line);
    }

    /** A conduit that checks only once whether it is retired loses what is sent amid a move, and is found out. */
    @Test
    void seededBugIsFound() {
        String found = assertThrows(LincheckAssertionError.class, () -> modelChecking(Broken.class)).getMessage();
        assertTrue(found.contains("move"), found);
    }

    private static void modelChecking(Class<? extends LineOperations> line) {
        check(new ModelCheckingOptions().iterations(Effort.of(5, 30)).invocationsPerIteration(Effort.of(60, 300)),
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
            super(TransportUnderTest.QUEUE, TransportUnderTest.SHARED_MEMORY, Retirement::of);
        }
    }

    /** Between one without a buffer, and one with it. */
    public static final class RendezvousAndQueue extends LineOperations {
        /** Lincheck makes it. */
        public RendezvousAndQueue() {
            super(TransportUnderTest.RENDEZVOUS, TransportUnderTest.QUEUE, Retirement::of);
        }
    }

    /** The first of these, without the thread of a retirement. */
    public static final class QueueAndMemoryByMover extends LineOperations {
        /** Lincheck makes it. */
        public QueueAndMemoryByMover() {
            super(TransportUnderTest.QUEUE, TransportUnderTest.SHARED_MEMORY, Conduit::retire);
        }
    }

    /** The second of these, without the thread of a retirement. */
    public static final class RendezvousAndQueueByMover extends LineOperations {
        /** Lincheck makes it. */
        public RendezvousAndQueueByMover() {
            super(TransportUnderTest.RENDEZVOUS, TransportUnderTest.QUEUE, Conduit::retire);
        }
    }

    /** From the one that is broken on purpose. */
    public static final class Broken extends LineOperations {
        /** Lincheck makes it. */
        public Broken() {
            super(TransportUnderTest.ONE_VOLATILE_READ, TransportUnderTest.QUEUE, Conduit::retire);
        }
    }
}
