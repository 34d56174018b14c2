package org.clutch.core.channel;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.diagnosis.ChannelInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives queues their ids. It holds each queue weakly, so that a queue ends with its last holder. */
@Component(service = {InterpreterQueues.class, QueueBroker.class}, immediate = true)
public final class QueueBroker implements InterpreterQueues {
    /** The transport of all queues. */
    static final String TRANSPORT = "queue";

    private final Transports transports;
    private final WaitConfiguration waits;
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Registration> queues = new ConcurrentSkipListMap<>();
    private final ReferenceQueue<BrokeredQueue.Core> unheld = new ReferenceQueue<>();
    private final BrokeredQueue.User java = new BrokeredQueue.User(Origin.JAVA);

    /** Remembers the id of a queue that is gone. */
    private static final class Registration extends WeakReference<BrokeredQueue.Core> {
        private final long id;

        Registration(BrokeredQueue.Core queue, ReferenceQueue<BrokeredQueue.Core> unheld) {
            super(queue, unheld);
            this.id = queue.id();
        }
    }

    /** DS gives what queues are made of. */
    @Activate
    public QueueBroker(@Reference Transports transports, @Reference WaitConfiguration waits) {
        this.transports = transports;
        this.waits = waits;
    }

    BrokeredQueue.Core make(int maxSize, UnboundItems unboundItems) {
        forgetUnheld();
        BrokeredQueue.Core queue = new BrokeredQueue.Core(lastId.incrementAndGet(), maxSize, unboundItems, transports,
                waits);
        queues.put(queue.id(), new Registration(queue, unheld));
        return queue;
    }

    Optional<BrokeredQueue.Core> core(long id) {
        Registration registration = queues.get(id);
        return Optional.ofNullable(registration == null ? null : registration.get());
    }

    Stream<BrokeredQueue.Core> cores() {
        forgetUnheld();
        return queues.values().stream().map(Registration::get).filter(Objects::nonNull);
    }

    /** Shows all, for whoever watches. */
    public List<ChannelInfo> infos() {
        return cores().map(BrokeredQueue.Core::info).toList();
    }

    private InterpreterQueue forJava(BrokeredQueue.Core core) {
        return new BrokeredQueue(core, java);
    }

    @Override
    public InterpreterQueue create(int maxSize, UnboundItems unboundItems) {
        return forJava(make(maxSize, unboundItems));
    }

    @Override
    public Optional<InterpreterQueue> find(long id) {
        return core(id).map(this::forJava);
    }

    @Override
    public List<InterpreterQueue> list() {
        return cores().map((Function<BrokeredQueue.Core, InterpreterQueue>) this::forJava).toList();
    }

    private void forgetUnheld() {
        while (unheld.poll() instanceof Registration registration) {
            queues.remove(registration.id);
        }
    }
}
