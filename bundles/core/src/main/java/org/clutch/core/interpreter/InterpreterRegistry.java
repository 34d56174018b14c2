package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.clutch.channel.InterpreterQueues;
import org.clutch.engine.Engine;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.MainState;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Program;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives interpreters their ids and finds them again. Immediate, since a service that ended with its last user would take
 * all interpreters along. It lives as long as its engine does: when that goes away, this
 * component goes too, and closes every interpreter first.
 *
 * <p>The main interpreter is made at most once; {@link #main} is guarded by {@link #mainLock}. Everything else is in
 * concurrent maps.
 */
@Component(immediate = true)
public final class InterpreterRegistry implements Interpreters {
    static final long MAIN = 0;
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    private final Engine engine;
    private final InterpreterQueues queues;
    private final AtomicLong lastId = new AtomicLong(MAIN);
    /** Those that have not ended yet, so those that are ending too, which nobody finds any more. */
    private final ConcurrentSkipListMap<Long, RegisteredInterpreter> interpreters = new ConcurrentSkipListMap<>();
    private final Object mainLock = new Object();
    /** Guarded by mainLock: whether id 0 has been given away. */
    private boolean mainTaken;
    private volatile boolean ended;

    /** DS gives the two services, both of which outlive this object. */
    @Activate
    public InterpreterRegistry(@Reference Engine engine, @Reference InterpreterQueues queues) {
        this.engine = engine;
        this.queues = queues;
    }

    @Deactivate
    void closeAll() {
        ended = true;
        Ending.atTheSameTime(List.copyOf(interpreters.values()), each -> each.discard(CLOSE_DEADLINE));
    }

    @Override
    public Interpreter main() {
        synchronized (mainLock) {
            if (!mainTaken) {
                register(MAIN, new InterpreterSpec("main"), engine::create);
                mainTaken = true;
            }
        }
        return find(MAIN).orElseThrow(() -> new InterpreterNotFoundException(MAIN));
    }

    @Override
    public int runMain(Program program) {
        MainState state;
        RegisteredInterpreter main;
        synchronized (mainLock) {
            if (mainTaken) {
                throw new InterpreterException("there is a main interpreter already: a program needs one of its own");
            }
            state = engine.createMain(program, new StateHost(MAIN));
            main = admit(new RegisteredInterpreter(MAIN, "main", state, this::forget));
            mainTaken = true;
        }
        try {
            return main.running(_ -> state.run());
        } finally {
            main.gone();
        }
    }

    @Override
    public Interpreter create(InterpreterSpec spec) {
        return register(lastId.incrementAndGet(), spec, engine::create);
    }

    @FunctionalInterface
    private interface Maker {
        InterpreterState make(InterpreterSpec spec, Host host);
    }

    private Interpreter register(long id, InterpreterSpec spec, Maker maker) {
        if (ended) {
            throw new InterpreterException("the interpreter core has stopped, so it makes no interpreter " + id);
        }
        String name = spec.name().isEmpty() ? "interpreter-" + id : spec.name();
        InterpreterState state = maker.make(new InterpreterSpec(name), new StateHost(id));
        return admit(new RegisteredInterpreter(id, name, state, this::forget));
    }

    /** Lists a new interpreter, unless the end has come meanwhile: then nobody else would close it. */
    private RegisteredInterpreter admit(RegisteredInterpreter interpreter) {
        interpreters.put(interpreter.id(), interpreter);
        if (ended) {
            interpreter.discard(CLOSE_DEADLINE);
            throw new InterpreterException("the interpreter core stopped while it made " + interpreter);
        }
        return interpreter;
    }

    private void forget(RegisteredInterpreter interpreter) {
        interpreters.remove(interpreter.id());
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

    /** The way back for the state of one interpreter. */
    private final class StateHost implements Host {
        private final long id;

        StateHost(long id) {
            this.id = id;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public Interpreters interpreters() {
            return InterpreterRegistry.this;
        }

        @Override
        public InterpreterQueues queues() {
            return queues;
        }

        @Override
        public <T> T running(long target, Function<InterpreterState, T> action) {
            if (target == MAIN) {
                throw new InterpreterException("cannot exec code for unrecognized interpreter " + MAIN);
            }
            return registered(target).running(action);
        }

        @Override
        public <T> T entered(long target, Function<InterpreterState, T> action) {
            return registered(target).entered(action);
        }

        private RegisteredInterpreter registered(long target) {
            RegisteredInterpreter interpreter = interpreters.get(target);
            if (interpreter == null) {
                throw new InterpreterNotFoundException(target);
            }
            return interpreter;
        }
    }
}
