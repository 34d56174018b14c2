package org.clutch.transport.queue;

import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;

class QueueTransportTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new QueueTransport();
    }
}
