package org.clutch.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries messages by one delivery discipline: a service, registered with the property {@link #NAME}. It may come and go
 * while its conduits are busy; the broker retires them before the service is gone, so a transport has nothing to do for
 * its end. Of several services with one name the broker takes the one that ranks highest. Any thread may call.
 *
 * <p>{@code org.clutch.testkit.TransportContract} holds all that these types promise, as tests.
 */
@ConsumerType
public interface Transport {
    /** The service property that names the transport, a {@code String} such as {@code queue}. */
    String NAME = "clutch.transport";

    /**
     * Opens a conduit, which has nothing in common with the others. Any value of the capacity can come; nothing is to be
     * reserved for it, since the largest one is no more than a wish.
     *
     * @param capacity how many messages it takes before it refuses; zero or less for no bound of the caller's, so that only
     *            a bound of the transport's own, such as one in bytes, makes it refuse. It means nothing to a rendezvous,
     *            which refuses nobody
     * @param preloaded messages that it starts with, oldest first, from another conduit or an earlier one of this kind; they
     *            may be more than the capacity, and then nothing is accepted until enough has been taken. The list is the
     *            caller's: it may change afterwards
     * @param listener hears of every change that a waiting caller may want to know; not of the preloaded messages
     * @return a new conduit
     * @throws IllegalArgumentException if it can never carry one of the preloaded messages; the broker still has them
     */
    Conduit open(int capacity, List<Message> preloaded, ConduitListener listener);

    /**
     * Says whether a sender waits until a receiver has taken its message. If so, the conduits keep the identity of
     * messages and can {@linkplain Conduit#withdraw(Message) give them back}.
     *
     * @return true for a rendezvous, false if an accepted message is sent
     */
    default boolean isRendezvous() {
        return false;
    }
}
