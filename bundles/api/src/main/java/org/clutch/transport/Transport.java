package org.clutch.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries messages by one delivery discipline: a service, registered with the property {@link #NAME}. It may come and go
 * while its conduits are busy; the broker retires them before the service is gone. Of several services with one name the
 * broker takes the one that ranks highest.
 */
@ConsumerType
public interface Transport {
    /** The service property that names the transport, a {@code String} such as {@code queue}. */
    String NAME = "clutch.transport";

    /**
     * Opens a conduit.
     *
     * @param capacity how many messages it takes before it refuses; zero or less for no bound of the caller's
     * @param preloaded messages that it starts with, oldest first; they may be more than the capacity
     * @param listener hears of every change that a waiting caller may want to know; not of the preloaded messages
     * @return a new conduit
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
