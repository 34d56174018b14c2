package org.clutch.transport.queue;

import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Component;

/** The transport {@code queue}: a buffer, bounded or not, that senders fill and receivers empty in order. */
@Component(property = Transport.NAME + "=queue")
public final class QueueTransport implements Transport {
    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return new QueueConduit(capacity, preloaded, listener);
    }
}
