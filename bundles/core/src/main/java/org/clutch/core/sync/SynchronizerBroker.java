package org.clutch.core.sync;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Holders;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.diagnosis.LockInfo;
import org.clutch.share.SynchronizerReference;
import org.clutch.sync.Barrier;
import org.clutch.sync.Condition;
import org.clutch.sync.Event;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.sync.Synchronizer;
import org.clutch.sync.Synchronizers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives synchronizers their ids, finds those that travel in pickles, and serves Java code. It holds them weakly. */
@Component(service = {Synchronizers.class, SynchronizerBroker.class}, immediate = true)
public final class SynchronizerBroker implements Synchronizers {
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, WeakReference<Shared>> published = new ConcurrentHashMap<>();
    /** All that can be acquired, weakly. Guarded by itself. */
    private final Set<Acquirable> acquirables = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Shared.Origin origin;
    private final InterpretersSynchronizers java = new InterpretersSynchronizers(Holders.JAVA, this, false);

    /** DS gives how to wait, and who hears of garbage. */
    @Activate
    public SynchronizerBroker(@Reference WaitConfiguration waits, @Reference ChannelBroker garbage) {
        origin = new Shared.Origin(waits, garbage, this::publish);
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    Shared.Origin origin() {
        return origin;
    }

    /** Notes a new one. */
    <T extends Acquirable> T made(T acquirable) {
        acquirables.add(acquirable);
        return acquirable;
    }

    /** Shows those that somebody has or waits for. */
    public List<LockInfo> infos() {
        List<Acquirable> all;
        synchronized (acquirables) {
            all = List.copyOf(acquirables);
        }
        return all.stream().map(Acquirable::info).filter(Objects::nonNull)
                .sorted(Comparator.comparing(LockInfo::lock)).toList();
    }

    private void publish(Shared shared) {
        published.values().removeIf(each -> each.get() == null);
        published.putIfAbsent(shared.id(), new WeakReference<>(shared));
    }

    Optional<Shared> published(long id) {
        WeakReference<Shared> reference = published.get(id);
        return Optional.ofNullable(reference == null ? null : reference.get());
    }

    @Override
    public Lock lock(boolean reentrant, String name) {
        return java.lock(reentrant, name);
    }

    @Override
    public Semaphore semaphore(long permits, boolean bounded, String name) {
        return java.semaphore(permits, bounded, name);
    }

    @Override
    public Condition condition(Lock lock, String name) {
        return java.condition(lock, name);
    }

    @Override
    public Event event(String name) {
        return java.event(name);
    }

    @Override
    public Barrier barrier(int parties, Object action, Duration timeout, String name) {
        return java.barrier(parties, action, timeout, name);
    }

    @Override
    public Synchronizer receive(SynchronizerReference reference) {
        return java.receive(reference);
    }

    @Override
    public Optional<Synchronizer> find(long id) {
        return java.find(id);
    }
}
