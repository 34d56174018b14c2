package org.clutch.core.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Holders;
import org.clutch.core.channel.QueueBroker;
import org.clutch.core.extension.ExtensionRegistry;
import org.clutch.core.memory.RegionBroker;
import org.clutch.core.sync.SynchronizerBroker;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.engine.Engine;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.MainState;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.clutch.pool.InterpreterPool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Gives interpreters their ids and finds them again. Immediate, since a service that ended with its last user would take
 * all interpreters along. It lives as long as its engine does: when that goes away, this
 * component goes too, and closes every interpreter first.
 *
 * <p>The main interpreter is made at most once; {@link #main} is guarded by {@link #mainLock}. Everything else is in
 * concurrent maps.
 */
@Component(service = {Interpreters.class,
        InterpreterRegistry.class}, immediate = true, configurationPid = "org.clutch.interpreters")
@Designate(ocd = InterpretersConfiguration.class)
public final class InterpreterRegistry implements Interpreters {
    static final long MAIN = 0;
    private static final int MOST_SPARES = 64;
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Brokers brokers;
    private final Spares spares;
    private final HeapWatermark watermark;
    private final AtomicLong lastId = new AtomicLong(MAIN);
    /** Those that have not ended yet, so those that are ending too, which nobody finds any more. */
    private final ConcurrentSkipListMap<Long, RegisteredInterpreter> interpreters = new ConcurrentSkipListMap<>();
    /** Those whose code could not be stopped, until it has. */
    private final ConcurrentSkipListMap<Long, RegisteredInterpreter> abandoned = new ConcurrentSkipListMap<>();
    private final Object mainLock = new Object();
    /** Guarded by mainLock: whether id 0 has been given away. */
    private boolean mainTaken;
    private volatile boolean ended;
    /** Those that there are; each needs this service, and is gone before it. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<InterpreterPool> pools = List.of();

    /** DS gives the services, all of which outlive this object, and the configuration. */
    @Activate
    public InterpreterRegistry(@Reference Engine engine, @Reference QueueBroker queues,
            @Reference ChannelBroker channels, @Reference SynchronizerBroker synchronizers,
            @Reference RegionBroker regions, @Reference ExtensionRegistry extensions,
            @Reference CrossInterpreterTypes types,
            InterpretersConfiguration configuration) {
        this(engine, new Brokers(queues, channels, synchronizers, regions, extensions, types),
                checked(configuration.spares(), 2));
    }

    InterpreterRegistry(Engine engine, Brokers brokers, int spares) {
        this.engine = engine;
        this.brokers = brokers;
        brokers.channels().threadsOf(this::threadsIn);
        this.spares = new Spares(engine, spares);
        this.watermark = new HeapWatermark(
                () -> interpreters.values().stream().filter(RegisteredInterpreter::heedsWatermark).toList());
    }

    @Modified
    void configure(InterpretersConfiguration configuration) {
        spares.resize(checked(configuration.spares(), spares.wanted()));
    }

    private static int checked(int wanted, int otherwise) {
        if (wanted < 0 || wanted > MOST_SPARES) {
            LOG.log(Level.ERROR, () -> "org.clutch.interpreters: spares = " + wanted + " is not in 0 to " + MOST_SPARES
                    + ", so it is " + otherwise);
            return otherwise;
        }
        return wanted;
    }

    @Deactivate
    void closeAll() {
        ended = true;
        discardAll(interpreters.keySet(), CLOSE_DEADLINE);
        spares.close();
        watermark.close();
    }

    @Override
    public Interpreter main() {
        synchronized (mainLock) {
            if (!mainTaken) {
                register(MAIN, new InterpreterSpec("main"));
                mainTaken = true;
            }
        }
        return find(MAIN).orElseThrow(() -> new InterpreterNotFoundException(MAIN));
    }

    @Override
    public int runMain(Program program, PythonOptions options) {
        MainState state;
        RegisteredInterpreter main;
        synchronized (mainLock) {
            if (mainTaken) {
                throw new InterpreterException("there is a main interpreter already: a program needs one of its own");
            }
            InterpreterHost host = new InterpreterHost(MAIN, this, brokers);
            state = engine.createMain(program, options, host);
            main = admit(MAIN, new InterpreterSpec("main"), state, host);
            mainTaken = true;
        }
        try {
            return main.running(Holders.JAVA, "program", _ -> state.run());
        } finally {
            main.gone();
        }
    }

    @Override
    public Interpreter create(InterpreterSpec spec) {
        return register(lastId.incrementAndGet(), spec);
    }

    private Interpreter register(long id, InterpreterSpec spec) {
        if (ended) {
            throw new InterpreterException("the interpreter core has stopped, so it makes no interpreter " + id);
        }
        InterpreterSpec named = spec.name().isEmpty() ? spec.withName("interpreter-" + id) : spec;
        InterpreterHost host = switch (spec.isolation()) {
            case TRUSTED -> new InterpreterHost(id, this, brokers);
            case CONFINED -> new ConfinedHost(id, this, brokers, spec);
        };
        return admit(id, named, spares.adopt(named, host), host);
    }

    /** Lists a new interpreter, unless the end has come meanwhile: then nobody else would close it. */
    private RegisteredInterpreter admit(long id, InterpreterSpec spec, InterpreterState state, InterpreterHost host) {
        RegisteredInterpreter interpreter = new RegisteredInterpreter(id, spec, state,
                new JavaArguments(brokers.types()), it -> {
                    quarantine(it);
                    interpreters.remove(it.id());
                    host.ended();
                });
        interpreters.put(id, interpreter);
        if (ended) {
            interpreter.discard(CLOSE_DEADLINE);
            throw new InterpreterException("the interpreter core stopped while it made " + interpreter);
        }
        return interpreter;
    }

    private void quarantine(RegisteredInterpreter interpreter) {
        CompletableFuture<Void> stopped = interpreter.abandonment();
        if (stopped != null) {
            abandoned.put(interpreter.id(), interpreter);
            stopped.whenComplete((_, _) -> abandoned.remove(interpreter.id()));
        }
    }

    /** Shows all, for whoever watches. */
    public List<InterpreterInfo> infos() {
        return all().stream().map(RegisteredInterpreter::info).toList();
    }

    /** Shows what all are at; waits until the deadline for threads that do not say so. */
    public List<InterpreterDump> dump(Duration deadline) {
        return Dumping.of(all(), deadline);
    }

    /** Gives those that have not ended, and those that were abandoned, by id. */
    private Collection<RegisteredInterpreter> all() {
        TreeMap<Long, RegisteredInterpreter> all = new TreeMap<>(abandoned);
        all.putAll(interpreters);
        return all.values();
    }

    @Override
    public List<Interpreter> list() {
        return interpreters.values().stream().filter(RegisteredInterpreter::isOpen).<Interpreter>map(each -> each)
                .toList();
    }

    @Override
    public Optional<Interpreter> find(long id) {
        RegisteredInterpreter found = interpreters.get(id);
        return found != null && found.isOpen() ? Optional.of(found) : Optional.empty();
    }

    /** Finds an interpreter that may be on its way out. */
    RegisteredInterpreter registered(long id) {
        RegisteredInterpreter interpreter = interpreters.get(id);
        if (interpreter == null) {
            throw new InterpreterNotFoundException(id);
        }
        return interpreter;
    }

    /** Gives the threads in an interpreter: none if it is idle or gone, null if that cannot be known. */
    private Set<Thread> threadsIn(long id) {
        RegisteredInterpreter interpreter = interpreters.get(id);
        return interpreter == null ? Set.of() : interpreter.threadsInside();
    }

    /** Gives the pools that there are at the moment. */
    List<InterpreterPool> pools() {
        return List.copyOf(pools);
    }

    /** Says whether an interpreter has not ended yet; it may be on its way out. */
    boolean exists(long id) {
        return interpreters.containsKey(id);
    }

    /** Ends those that exist, all at the same time. */
    void discardAll(Set<Long> ids, Duration deadline) {
        Ending.atTheSameTime(ids.stream().map(interpreters::get).filter(Objects::nonNull).toList(),
                each -> each.discard(deadline));
    }
}
