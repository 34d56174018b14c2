package org.clutch.transport.sharedmemory;

import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;

class SharedMemoryTransportTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new SharedMemoryTransport();
    }
}
