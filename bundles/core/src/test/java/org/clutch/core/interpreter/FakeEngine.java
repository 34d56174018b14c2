package org.clutch.core.interpreter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.QueueBroker;
import org.clutch.core.channel.Transports;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.core.extension.ExtensionRegistry;
import org.clutch.core.memory.RegionBroker;
import org.clutch.core.sync.SynchronizerBroker;
import org.clutch.engine.Engine;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.MainState;
import org.clutch.engine.PreparedState;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;

/** An engine without Python: its {@linkplain FakeState states} do what a test tells them, and it remembers them. */
final class FakeEngine implements Engine {
    /** In the order in which they were made. */
    final List<FakeState> states = new CopyOnWriteArrayList<>();
    /** What states were prepared for, in that order. */
    final List<InterpreterSpec> prepared = new CopyOnWriteArrayList<>();
    /** Prepares each state before anybody else sees it; may block, or throw. */
    volatile Consumer<FakeState> onCreate = _ -> {};
    /** Runs before a state is prepared; may block, or throw. */
    volatile Runnable onPrepare = () -> {};
    /** Runs when a prepared state is closed without an interpreter; may throw. */
    volatile Runnable onCloseUnused = () -> {};
    /** How many prepared states were closed without an interpreter. */
    final AtomicInteger closedUnused = new AtomicInteger();

    static InterpreterRegistry registry(FakeEngine engine) {
        return new InterpreterRegistry(engine, brokers(queues()), 0);
    }

    /** Makes a broker without a transport. */
    static QueueBroker queues() {
        return new QueueBroker(new Transports(), new WaitConfiguration());
    }

    /** Gives queues, and channels without a transport. */
    static Brokers brokers(QueueBroker queues) {
        WaitConfiguration waits = new WaitConfiguration();
        ChannelBroker channels = new ChannelBroker(new Transports(), waits);
        return new Brokers(queues, channels, new SynchronizerBroker(waits, channels), new RegionBroker(channels, 0),
                new ExtensionRegistry(), new CrossInterpreterTypes());
    }

    /** The state that was made last. */
    FakeState last() {
        return states.getLast();
    }

    /** The state of the interpreter with this id. */
    FakeState state(long id) {
        return states.stream().filter(state -> state.host.id() == id).findAny().orElseThrow();
    }

    @Override
    public PreparedState prepare(InterpreterSpec original) {
        onPrepare.run();
        prepared.add(original);
        return new PreparedState() {
            @Override
            public boolean fits(InterpreterSpec spec) {
                return spec.isolation() == original.isolation();
            }

            @Override
            public InterpreterState adopt(InterpreterSpec spec, Host host) {
                return make(spec.name(), null, host);
            }

            @Override
            public void close() {
                closedUnused.incrementAndGet();
                onCloseUnused.run();
            }
        };
    }

    @Override
    public MainState createMain(Program program, PythonOptions options, Host host) {
        return make("main", ((Program.Command) program).source(), host);
    }

    private FakeState make(String name, String program, Host host) {
        FakeState state = new FakeState(name, program, host);
        onCreate.accept(state);
        states.add(state);
        return state;
    }
}
