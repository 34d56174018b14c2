package org.clutch.core.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.share.EndReference;

/**
 * The channels as one interpreter reaches them: all, or those that it made or has an end of if it is confined. Its ends are
 * its own, so that they close when it ends.
 */
public final class InterpretersChannels implements Channels {
    private final long interpreter;
    private final ChannelBroker broker;
    private final boolean confined;
    /** Weak, so that a channel ends with its last holder here as elsewhere. */
    private final Set<BrokeredChannel> reached = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** Serves one interpreter. */
    public InterpretersChannels(long interpreter, ChannelBroker broker, boolean confined) {
        this.interpreter = interpreter;
        this.broker = broker;
        this.confined = confined;
    }

    private HeldChannel reach(BrokeredChannel channel) {
        reached.add(channel);
        return new HeldChannel(channel, interpreter);
    }

    private boolean mayReach(BrokeredChannel channel) {
        return !confined || reached.contains(channel);
    }

    @Override
    public Channel create(ChannelSpec spec) {
        return reach(broker.make(spec));
    }

    @Override
    public Optional<Channel> find(long id) {
        return broker.shared(id).filter(this::mayReach).<Channel>map(this::reach);
    }

    @Override
    public List<Channel> list() {
        return broker.all().filter(this::mayReach).<Channel>map(this::reach).toList();
    }

    @Override
    public Received select(Collection<? extends ReceiveEnd> ends) throws InterruptedException {
        return broker.select(ends);
    }

    @Override
    public Optional<Received> select(Collection<? extends ReceiveEnd> ends, Duration timeout)
            throws InterruptedException {
        return broker.select(ends, timeout);
    }

    @Override
    public SendEnd sendEnd(EndReference reference) {
        CarriedEnd carried = CarriedEnd.of(reference, true);
        SendEnd end = reach(carried.shared()).arrivedSendEnd();
        carried.release();
        return end;
    }

    @Override
    public ReceiveEnd receiveEnd(EndReference reference) {
        CarriedEnd carried = CarriedEnd.of(reference, false);
        ReceiveEnd end = reach(carried.shared()).arrivedReceiveEnd();
        carried.release();
        return end;
    }

    /** Hears that the interpreter has ended: its ends close, and the rules apply to what it sent. */
    public void ended() {
        Set<BrokeredChannel> all;
        synchronized (reached) {
            all = Set.copyOf(reached);
        }
        all.forEach(channel -> channel.ended(interpreter));
    }
}
