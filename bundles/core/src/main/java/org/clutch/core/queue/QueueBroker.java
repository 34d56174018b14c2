package org.clutch.core.queue;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Gives queues their ids and their transport. It holds each queue weakly, so that a queue ends with its last holder.
 *
 * <p>The current transport is guarded by this object's monitor, and so is every switch: a queue that is created while the
 * transport changes gets either the old one and then the switch, or the new one.
 */
@Component(immediate = true)
public final class QueueBroker implements InterpreterQueues {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final String TRANSPORT = "(" + Transport.NAME + "=queue)";

    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Registration> queues = new ConcurrentSkipListMap<>();
    private final ReferenceQueue<BrokeredQueue> unheld = new ReferenceQueue<>();
    /** Guarded by this; null while there is none. */
    private Transport current;

    /** Remembers the id of a queue that is gone. */
    private static final class Registration extends WeakReference<BrokeredQueue> {
        private final long id;

        Registration(BrokeredQueue queue, ReferenceQueue<BrokeredQueue> unheld) {
            super(queue, unheld);
            this.id = queue.id();
        }
    }

    @Reference(target = TRANSPORT, cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    synchronized void setTransport(Transport transport) {
        // A replacement is bound before the one that it replaces is unbound.
        if (current != null) {
            live().forEach(QueueBroker::suspend);
        }
        current = transport;
        live().forEach(queue -> resume(queue, transport));
    }

    synchronized void unsetTransport(Transport transport) {
        if (current == transport) {
            current = null;
            live().forEach(QueueBroker::suspend);
        }
    }

    /** A conduit that fails costs its own messages and no other queue anything. */
    private static void suspend(BrokeredQueue queue) {
        try {
            queue.suspend();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> queue + " lost the messages in it: its transport failed to give them back", e);
        }
    }

    /** A transport that fails leaves this queue suspended and no other. */
    private static void resume(BrokeredQueue queue, Transport transport) {
        try {
            queue.resume(transport);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> queue + " stays suspended: the transport failed to open a conduit", e);
        }
    }

    @Override
    public InterpreterQueue create(int maxSize) {
        forgetUnheld();
        BrokeredQueue queue = new BrokeredQueue(lastId.incrementAndGet(), maxSize);
        synchronized (this) {
            queues.put(queue.id(), new Registration(queue, unheld));
            if (current != null) {
                resume(queue, current);
            }
        }
        return queue;
    }

    @Override
    public Optional<InterpreterQueue> find(long id) {
        Registration registration = queues.get(id);
        return Optional.ofNullable(registration == null ? null : registration.get());
    }

    @Override
    public List<InterpreterQueue> list() {
        return List.copyOf(live());
    }

    private List<BrokeredQueue> live() {
        forgetUnheld();
        return queues.values().stream().map(Registration::get).filter(Objects::nonNull).toList();
    }

    private void forgetUnheld() {
        while (unheld.poll() instanceof Registration registration) {
            queues.remove(registration.id);
        }
    }
}
