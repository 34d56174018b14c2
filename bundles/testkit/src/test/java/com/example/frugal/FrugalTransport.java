package com.example.frugal;

import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Component;

/** The transport {@code frugal}: a buffer, bounded or not, that never holds much more than a mebibyte. */
@Component(property = Transport.NAME + "=frugal")
public final class FrugalTransport implements Transport {
    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return new FrugalConduit(capacity, preloaded, listener);
    }
}
