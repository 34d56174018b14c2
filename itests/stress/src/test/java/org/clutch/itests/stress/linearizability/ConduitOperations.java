package org.clutch.itests.stress.linearizability;

import java.util.List;
import java.util.stream.LongStream;
import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What Lincheck does to one conduit from several threads, once in each order of operations that it thinks up.
 * {@link Conduit#size()} is a snapshot, so it is compared only when all is at rest.
 */
public abstract class ConduitOperations {
    /** Lincheck's threads, and one before and one after them. */
    static final int MOST_THREADS = 8;

    private final Conduit conduit;
    /** The element of a thread is its own. */
    private final Message[] latest = new Message[MOST_THREADS];

    ConduitOperations(TransportUnderTest transport, Shape shape) {
        conduit = transport.open(shape.capacity, LongStream.rangeClosed(101, 100 + shape.preloaded).toArray());
    }

    @Operation
    public final Offer offer(@Param(gen = ThreadIdGen.class) int thread,
            @Param(gen = IntGen.class, conf = "1:99") int number) {
        Message message = TransportUnderTest.message(number);
        Offer offer = conduit.offer(message);
        if (offer == Offer.ACCEPTED) {
            latest[thread] = message;
        }
        return offer;
    }

    @Operation
    public final Long poll() {
        Message message = conduit.poll();
        return message == null ? null : TransportUnderTest.number(message);
    }

    @Operation(runOnce = true)
    public final List<Long> retire() {
        return numbers(conduit.retire());
    }

    @Operation(runOnce = true)
    public final List<Long> retireAgain() {
        return retire();
    }

    /** Checks the size, since nobody changes it any more. */
    @Validate
    public final void sizeIsRightAtRest() {
        int size = conduit.size();
        List<Long> left = numbers(conduit.retire());
        if (size != left.size()) {
            throw new IllegalStateException("the size was " + size + ", and in it was " + left);
        }
    }

    private static List<Long> numbers(List<Message> messages) {
        return messages.stream().map(TransportUnderTest::number).toList();
    }

    /** A conduit of a rendezvous. */
    public abstract static class OfRendezvous extends ConduitOperations {
        OfRendezvous(TransportUnderTest transport, Shape shape) {
            super(transport, shape);
        }

        @Operation
        public final boolean withdraw(@Param(gen = ThreadIdGen.class) int thread) {
            return withdrawLatest(thread);
        }
    }

    final boolean withdrawLatest(int thread) {
        return latest[thread] != null && conduit.withdraw(latest[thread]);
    }
}
