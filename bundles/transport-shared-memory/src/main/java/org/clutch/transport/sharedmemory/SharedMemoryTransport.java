package org.clutch.transport.sharedmemory;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The transport {@code shared-memory}: messages in binary form, in a ring outside the heap. */
@Component(property = Transport.NAME + "=shared-memory", configurationPid = Bound.PID)
@Designate(ocd = RingConfiguration.class)
public final class SharedMemoryTransport implements Transport {
    private static final Logger LOG = System.getLogger("org.clutch.transport.sharedmemory");

    private volatile Bound bound = Bound.of(Bound.DEFAULT);

    /** Makes one with the defaults, for use without a component runtime. */
    public SharedMemoryTransport() {
        // The bound is the default.
    }

    /** DS gives the configuration. */
    @Activate
    public SharedMemoryTransport(RingConfiguration configuration) {
        configure(configuration);
    }

    @Modified
    void configure(RingConfiguration configuration) {
        int bytes = configuration.ringBytes();
        if (bytes < Bound.LEAST || bytes > Bound.MOST) {
            LOG.log(Level.ERROR, () -> Bound.PID + ": ringBytes = " + bytes + " is not in " + Bound.LEAST + " to "
                    + Bound.MOST + ", so it is " + bound.bytes(bound.units()));
        } else {
            bound = Bound.of(bytes);
        }
    }

    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return new SharedMemoryConduit(capacity, bound, preloaded, listener);
    }
}
