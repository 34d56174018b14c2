package org.clutch.core.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.DeadlockDetector;
import org.clutch.core.channel.QueueBroker;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.core.extension.ExtensionRegistry;
import org.clutch.core.interpreter.InterpreterRegistry;
import org.clutch.core.sync.SynchronizerBroker;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Dump;
import org.clutch.diagnosis.Health;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.LockInfo;
import org.clutch.diagnosis.ThreadDump;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.extension.ModuleInfo;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.PoolStatistics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What the core knows of itself. It keeps nothing, and is there without an engine too. */
@Component
public final class LiveDiagnosis implements Diagnosis {
    private final ExtensionRegistry extensions;
    private final WaitConfiguration waiting;
    private final ChannelBroker channels;
    private final QueueBroker queues;
    private final SynchronizerBroker synchronizers;
    /** Goes with the engine; null meanwhile. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile InterpreterRegistry interpreters;
    /** DS replaces the list whenever a pool comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools = List.of();

    /** DS gives who knows. */
    @Activate
    public LiveDiagnosis(@Reference ExtensionRegistry extensions, @Reference WaitConfiguration waiting,
            @Reference ChannelBroker channels, @Reference QueueBroker queues,
            @Reference SynchronizerBroker synchronizers) {
        this.extensions = extensions;
        this.waiting = waiting;
        this.channels = channels;
        this.queues = queues;
        this.synchronizers = synchronizers;
    }

    @Override
    public List<ModuleInfo> modules() {
        return extensions.list();
    }

    @Override
    public List<WaitInfo> waits() {
        List<InterpreterInfo> all = interpreters();
        return waiting.detector().waits(thread -> all.stream().filter(each -> each.threads().contains(thread))
                .map(InterpreterInfo::id).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public List<InterpreterInfo> interpreters() {
        InterpreterRegistry now = interpreters;
        return now == null ? List.of() : now.infos();
    }

    @Override
    public List<ChannelInfo> channels() {
        return Stream.concat(channels.infos().stream(), queues.infos().stream()).toList();
    }

    @Override
    public List<LockInfo> locks() {
        return synchronizers.infos();
    }

    @Override
    public Health health() {
        Map<String, PoolStatistics> statistics = new TreeMap<>();
        pools.forEach(each -> statistics.put(each.name(), each.statistics()));
        DeadlockDetector detector = waiting.detector();
        return new Health(List.of(Checks.interpreters(interpreters(), interpreters != null),
                Checks.channels(channels()), Checks.pools(statistics),
                Checks.extensions(extensions.list().size(), extensions.problems()),
                Checks.deadlocks(detector.answer(), detector.deadlock())));
    }

    @Override
    public Dump dump(Duration deadline) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("the deadline of a dump must be positive: " + deadline);
        }
        List<LockInfo> locks = locks();
        List<WaitInfo> ofOthers = waits().stream().filter(wait -> wait.interpreters().isEmpty()).toList();
        InterpreterRegistry now = interpreters;
        List<InterpreterDump> dumps = now == null ? List.of() : now.dump(deadline);
        Set<WaitInfo> ofThreads = dumps.stream().flatMap(each -> each.threads().stream()).map(ThreadDump::waitsFor)
                .filter(wait -> wait != null).collect(Collectors.toSet());
        return new Dump(dumps, Stream.concat(ofThreads.stream(), ofOthers.stream()).toList(), locks);
    }
}
