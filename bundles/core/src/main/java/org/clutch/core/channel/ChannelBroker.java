package org.clutch.core.channel;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.share.EndReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives channels their ids, and closes ends that nobody holds any more. It holds channels weakly: ends do so strongly.
 *
 * <p>One thread, {@code clutch-channel-ends}, waits for ends to become garbage. It ends with this component.
 */
@Component(service = {Channels.class, ChannelBroker.class}, immediate = true)
public final class ChannelBroker implements Channels {
    private final Transports transports;
    private final WaitConfiguration waits;
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentSkipListMap<Long, WeakReference<BrokeredChannel>> channels = new ConcurrentSkipListMap<>();
    private final ReferenceQueue<Holders.Token> garbage = new ReferenceQueue<>();
    private final Thread collector = Thread.ofPlatform().name("clutch-channel-ends").daemon()
            .unstarted(this::closeUnheldEnds);

    /** DS gives what channels are made of. */
    @Activate
    public ChannelBroker(@Reference Transports transports, @Reference WaitConfiguration waits) {
        this.transports = transports;
        this.waits = waits;
        collector.start();
    }

    @Deactivate
    void stop() {
        collector.interrupt();
    }

    /** Makes the threads in an interpreter known, for the search of deadlocks. */
    public void threadsOf(LongFunction<? extends Collection<Thread>> source) {
        waits.detector().threadsOf(source);
    }

    /** Makes a holder of something else, of whose end as garbage this broker hears. */
    public Holders.Token hold(Holders holders, long holder) {
        return holders.hold(holder, garbage);
    }

    private void closeUnheldEnds() {
        try {
            while (true) {
                if (garbage.remove() instanceof Holders.Hold hold) {
                    hold.release();
                    waits.detector().examineAll();
                }
            }
        } catch (InterruptedException e) {
            // The end of the component.
        }
    }

    BrokeredChannel make(ChannelSpec spec) {
        transports.require(spec.transport());
        long id = lastId.incrementAndGet();
        BrokeredChannel channel = new BrokeredChannel(id, spec, transports, waits, garbage, () -> channels.remove(id));
        channels.put(id, new WeakReference<>(channel));
        return channel;
    }

    Optional<BrokeredChannel> shared(long id) {
        WeakReference<BrokeredChannel> reference = channels.get(id);
        return Optional.ofNullable(reference == null ? null : reference.get());
    }

    Stream<BrokeredChannel> all() {
        channels.values().removeIf(each -> each.get() == null);
        return channels.values().stream().map(WeakReference::get).filter(Objects::nonNull);
    }

    /** Shows all, for whoever watches. */
    public List<ChannelInfo> infos() {
        return all().map(BrokeredChannel::info).toList();
    }

    @Override
    public Channel create(ChannelSpec spec) {
        return new HeldChannel(make(spec), Origin.JAVA);
    }

    @Override
    public Optional<Channel> find(long id) {
        return shared(id).map(channel -> new HeldChannel(channel, Origin.JAVA));
    }

    @Override
    public List<Channel> list() {
        return all().<Channel>map(channel -> new HeldChannel(channel, Origin.JAVA)).toList();
    }

    @Override
    public SendEnd sendEnd(EndReference reference) {
        CarriedEnd carried = CarriedEnd.of(reference, true);
        SendEnd end = new HeldChannel(carried.shared(), Origin.JAVA).arrivedSendEnd();
        carried.release();
        return end;
    }

    @Override
    public ReceiveEnd receiveEnd(EndReference reference) {
        CarriedEnd carried = CarriedEnd.of(reference, false);
        ReceiveEnd end = new HeldChannel(carried.shared(), Origin.JAVA).arrivedReceiveEnd();
        carried.release();
        return end;
    }

    @Override
    public Received select(Collection<? extends ReceiveEnd> ends) throws InterruptedException {
        return new Selection(ends).within(Deadline.NEVER, waits);
    }

    @Override
    public Optional<Received> select(Collection<? extends ReceiveEnd> ends, Duration timeout)
            throws InterruptedException {
        return Optional.ofNullable(new Selection(ends).within(Deadline.after(timeout), waits));
    }
}
