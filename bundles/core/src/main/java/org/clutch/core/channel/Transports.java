package org.clutch.core.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelException;
import org.clutch.channel.TransportNotFoundException;
import org.clutch.core.event.Events;
import org.clutch.core.event.SwapEvent;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The transports that are there, and which line is on which of them. When a transport goes, its lines move to the next one
 * of its name, or are suspended; when one comes, they go on there. It holds lines weakly.
 *
 * <p>The services, and every move that follows from them, are guarded by this object's monitor: a line that is carried while
 * a transport changes gets either the old one and then the move, or the new one. A line's own lock is taken within it.
 */
@Component(service = Transports.class, immediate = true)
public final class Transports {
    private static final Logger LOG = System.getLogger("org.clutch.core");

    /** Guarded by this: by name, the best first. */
    private final Map<String, List<Service>> services = new TreeMap<>();
    /** Guarded by this: names of services that have been there. */
    private final Set<String> known = new TreeSet<>();
    private final Set<Carried> carried = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<SwappableConduit> unheld = new ReferenceQueue<>();

    private record Service(Transport transport, String name, int ranking) {}

    /** A line, and the name of the transport that carries it or that it waits for. */
    final class Carried extends WeakReference<SwappableConduit> {
        /** Guarded by the monitor of the transports when written. */
        private volatile String transport;

        private Carried(SwappableConduit line, String transport) {
            super(line, unheld);
            this.transport = transport;
        }

        String transport() {
            return transport;
        }

        /** Moves the line to another transport. */
        void use(SwappableConduit line, String name, int capacity) {
            synchronized (Transports.this) {
                Transport next = best(name);
                if (next == null) {
                    throw notFound(name);
                }
                int before = line.capacity();
                SwapEvent event = Events.swap();
                try {
                    line.moveTo(next, capacity);
                } catch (ChannelClosedException | LostMessagesException e) {
                    throw e;
                } catch (RuntimeException e) {
                    goBack(line, before);
                    throw new ChannelException(line + " stays on transport '" + transport + "', since '" + name
                            + "' failed to open a conduit: " + e, e);
                }
                if (event != null) {
                    event.ended(line, transport, name, line.size());
                }
                transport = name;
            }
        }

        private void goBack(SwappableConduit line, int capacity) {
            Transport here = best(transport);
            if (here != null) {
                move(line, here, capacity);
            }
        }

        /** Replaces or removes messages. */
        void rewrite(SwappableConduit line, Function<Message, Message> rule) {
            synchronized (Transports.this) {
                line.rewrite(rule, best(transport));
            }
        }

        /** Closes the line if it is empty. Gives how many messages keep it from that, or -1. */
        int closeIfEmpty(SwappableConduit line) {
            synchronized (Transports.this) {
                return line.closeIfEmpty(best(transport));
            }
        }
    }

    /** DS makes it. */
    @Activate
    public Transports() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(Transport transport, Map<String, Object> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        if (properties.get(Transport.NAME) instanceof String name && !name.isBlank()) {
            add(transport, name, ranking);
        } else {
            LOG.log(Level.ERROR, () -> transport.getClass().getName() + " is no transport without a service property "
                    + Transport.NAME + ", a String; it has " + properties.get(Transport.NAME));
        }
    }

    synchronized void add(Transport transport, String name, int ranking) {
        Transport before = best(name);
        List<Service> ranked = services.computeIfAbsent(name, _ -> new ArrayList<>());
        ranked.add(new Service(transport, name, ranking));
        ranked.sort(Comparator.comparingInt(Service::ranking).reversed());
        known.add(name);
        changed(name, before);
    }

    synchronized void removeTransport(Transport transport) {
        for (String name : List.copyOf(services.keySet())) {
            Transport before = best(name);
            services.get(name).removeIf(service -> service.transport() == transport);
            changed(name, before);
        }
    }

    private void changed(String name, Transport before) {
        Transport now = best(name);
        if (now == before) {
            return;
        }
        for (Carried each : carried) {
            SwappableConduit line = each.get();
            if (line != null && each.transport.equals(name)) {
                SwapEvent event = Events.swap();
                move(line, now, line.capacity());
                if (event != null) {
                    event.ended(line, before == null ? null : name, now == null ? null : name, line.size());
                }
            }
        }
    }

    /** A transport that fails costs a line at most its own messages, and no other line anything. */
    private static void move(SwappableConduit line, Transport transport, int capacity) {
        try {
            if (transport == null) {
                line.suspend();
            } else {
                line.moveTo(transport, capacity);
            }
        } catch (ChannelClosedException e) {
            // It needs no transport any more.
        } catch (LostMessagesException e) {
            LOG.log(Level.ERROR, e.getMessage(), e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> line + " is suspended: the transport failed to open a conduit", e);
        }
    }

    /** Gives the transport of that name that ranks highest, or null. */
    private Transport best(String name) {
        List<Service> ranked = services.getOrDefault(name, List.of());
        return ranked.isEmpty() ? null : ranked.getFirst().transport();
    }

    /** Puts a new line on a transport, which may be away. */
    Carried carry(SwappableConduit line, String name) {
        while (unheld.poll() instanceof Carried gone) {
            carried.remove(gone);
        }
        Carried each = new Carried(line, name);
        synchronized (this) {
            Transport transport = best(name);
            carried.add(each);
            if (transport != null) {
                move(line, transport, line.capacity());
            }
        }
        return each;
    }

    /** Fails unless a transport of that name is or was there. */
    synchronized void require(String name) {
        if (!known.contains(name)) {
            throw notFound(name);
        }
    }

    private TransportNotFoundException notFound(String name) {
        List<String> there = services.entrySet().stream().filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey).toList();
        return new TransportNotFoundException("there is no transport '" + name + "'; "
                + (there.isEmpty() ? "there is none at all" : "there are " + String.join(", ", there)));
    }
}
