package org.clutch.core.channel;

import java.util.List;
import java.util.Optional;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.transport.Transport;

/** A queue broker with its transports, of which the latest ranks highest. */
public final class QueueFixture {
    final Transports transports = new Transports();
    final WaitConfiguration waits = new WaitConfiguration();
    final QueueBroker broker = new QueueBroker(transports, waits);
    private int ranking;

    void setTransport(Transport transport) {
        transports.add(transport, QueueBroker.TRANSPORT, ranking++);
    }

    void unsetTransport(Transport transport) {
        transports.removeTransport(transport);
    }

    InterpreterQueue create(int maxSize) {
        return broker.create(maxSize, UnboundItems.UNBOUND);
    }

    Optional<InterpreterQueue> find(long id) {
        return broker.find(id);
    }

    List<InterpreterQueue> list() {
        return broker.list();
    }
}
