package org.clutch.transport.rendezvous;

import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Component;

/** The transport {@code rendezvous}: senders wait in line, each with its message, until a receiver takes it. */
@Component(property = Transport.NAME + "=rendezvous")
public final class RendezvousTransport implements Transport {
    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return new RendezvousConduit(preloaded, listener);
    }

    @Override
    public boolean isRendezvous() {
        return true;
    }
}
