package org.clutch.core.channel;

import java.util.Collection;
import java.util.function.LongFunction;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.transport.Transport;
import org.clutch.transport.queue.QueueTransport;
import org.clutch.transport.rendezvous.RendezvousTransport;

/** A channel broker with two transports, of which later ones of a name rank highest. */
final class ChannelFixture {
    final Transports transports = new Transports();
    final WaitConfiguration waits = new WaitConfiguration();
    final ChannelBroker broker = new ChannelBroker(transports, waits);
    private int ranking;

    ChannelFixture() {
        set("queue", new QueueTransport());
        set("rendezvous", new RendezvousTransport());
    }

    void set(String name, Transport transport) {
        transports.add(transport, name, ranking++);
    }

    /** Replaces the transport of a channel by another one. */
    void swap(String name) {
        set(name, name.equals("queue") ? new QueueTransport() : new RendezvousTransport());
    }

    Channel create(String transport, int capacity) {
        return broker.create(new ChannelSpec(transport, capacity));
    }

    /** Gives the channels as an interpreter sees them. */
    InterpretersChannels of(long interpreter) {
        return new InterpretersChannels(interpreter, broker, false);
    }

    void threadsOf(LongFunction<Collection<Thread>> threads) {
        broker.threadsOf(threads);
    }
}
