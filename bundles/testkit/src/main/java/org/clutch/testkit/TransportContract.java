package org.clutch.testkit;

import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * What every transport promises, as tests: all that the documentation of {@code org.clutch.transport} says of a
 * {@link Transport}, its {@link Conduit}s, what they carry and whom they tell. A transport's test class is this:
 *
 * <pre>{@code
 * class MyTransportTest extends TransportContract {
 *     @Override
 *     protected Transport transport() {
 *         return new MyTransport();
 *     }
 * }
 * }</pre>
 *
 * <p>The tests of a withdrawal are skipped unless {@link Transport#isRendezvous()}, those of the capacity if it is one.
 * Races are run many times, {@code -Dclutch.rounds=200} times if not said otherwise, each with as many threads as the
 * promise needs. What they do at random follows fixed seeds. A test that hangs is ended: see {@link HangWatchdog}.
 */
@HangWatchdog
public abstract class TransportContract
        implements
            DeliveryContract,
            PayloadContract,
            CapacityContract,
            BatchContract,
            ContentionContract,
            ListenerContract,
            ConduitsContract,
            RetirementContract,
            RetirementRaceContract,
            WithdrawalContract {
    private Transport transport;

    /** JUnit makes one for each test. */
    protected TransportContract() {}

    /**
     * Makes the transport under test. It is called once in each test, and nothing is called at its end: what a transport
     * holds goes with it.
     *
     * @return a new transport
     */
    protected abstract Transport transport();

    /**
     * Says how many small messages a conduit takes that was opened without a bound. Override it in the test of a transport
     * that has a bound of its own, such as one in bytes. The payload of a small message is a {@code Long} or has less than
     * a hundred bytes.
     *
     * @return how many messages are never refused, at least 100; 10,000 unless overridden
     */
    protected int roomWithoutBound() {
        return 10_000;
    }

    /**
     * Says whether conduits of these sizes can be full in something else than messages, such as bytes, so that they may say
     * {@link org.clutch.transport.ConduitListener#writable()} more often than messages leave. Override it in the test of
     * such a transport.
     *
     * @return false unless overridden
     */
    protected boolean isShortOfBytes() {
        return false;
    }

    /**
     * Gives payloads that the transport can never carry, for which it throws {@code IllegalArgumentException}.
     *
     * @return some payloads; none unless overridden
     */
    protected List<Object> uncarriable() {
        return List.of();
    }

    /**
     * Opens a conduit of the transport under test.
     *
     * @param capacity as in {@link Transport#open}
     * @param preloaded as in {@link Transport#open}
     * @param listener as in {@link Transport#open}
     * @return a new conduit
     */
    protected final Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return transportUnderTest().open(capacity, preloaded, listener);
    }

    final boolean isRendezvous() {
        return transportUnderTest().isRendezvous();
    }

    private synchronized Transport transportUnderTest() {
        if (transport == null) {
            transport = transport();
        }
        return transport;
    }

    @Override
    public final TransportContract contract() {
        return this;
    }
}
