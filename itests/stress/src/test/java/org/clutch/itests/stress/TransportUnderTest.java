package org.clutch.itests.stress;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.clutch.itests.stress.seeded.OneVolatileReadTransport;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.clutch.transport.queue.QueueTransport;
import org.clutch.transport.rendezvous.RendezvousTransport;
import org.clutch.transport.sharedmemory.SharedMemoryTransport;

/** The transports that are put under stress. A new one is one line here, and a test class of a few lines. */
public enum TransportUnderTest {
    /** Of the bundle {@code transport-queue}. */
    QUEUE(QueueTransport::new),
    /** Of the bundle {@code transport-rendezvous}. */
    RENDEZVOUS(RendezvousTransport::new),
    /** Of the bundle {@code transport-shared-memory}. */
    SHARED_MEMORY(SharedMemoryTransport::new),
    /** Broken on purpose: shows that the tests can fail. */
    ONE_VOLATILE_READ(OneVolatileReadTransport::new);

    /** The system property that names one of these, for JVMs that jcstress forks. */
    public static final String PROPERTY = "clutch.stress.transport";

    private static final ConduitListener NOBODY = new ConduitListener() {
        @Override
        public void readable() {
            // Nobody waits.
        }

        @Override
        public void writable() {
            // Nobody waits.
        }
    };

    private final Transport transport;

    TransportUnderTest(Supplier<Transport> transport) {
        this.transport = transport.get();
    }

    /** Gives the one that the system property names. */
    public static TransportUnderTest named() {
        return valueOf(System.getProperty(PROPERTY));
    }

    /** Gives the transport itself. */
    public Transport transport() {
        return transport;
    }

    /** Opens a conduit with these numbers in it, to which nobody listens. */
    public Conduit open(int capacity, long... preloaded) {
        return open(capacity, NOBODY, preloaded);
    }

    /** Opens a conduit with these numbers in it. */
    public Conduit open(int capacity, ConduitListener listener, long... preloaded) {
        List<Message> messages = LongStream.of(preloaded).mapToObj(TransportUnderTest::message).toList();
        return transport.open(capacity, messages, listener);
    }

    /** Makes a message that carries a number, which is its tag as well. */
    public static Message message(long number) {
        return Message.of(number, number);
    }

    /**
     * Gives the number that a message carries.
     *
     * @throws IllegalStateException if it has another tag
     */
    public static long number(Message message) {
        long number = (Long) message.payload();
        if (message.tag() != number) {
            throw new IllegalStateException("the message " + number + " came with the tag " + message.tag());
        }
        return number;
    }
}
