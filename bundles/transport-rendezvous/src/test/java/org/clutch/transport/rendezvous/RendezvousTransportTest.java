package org.clutch.transport.rendezvous;

import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;

class RendezvousTransportTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new RendezvousTransport();
    }
}
