package org.clutch.core.interpreter;

import java.util.Optional;
import java.util.function.Function;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.ObjectReference;
import org.clutch.share.QueueReference;

/** The way back for the state of a trusted interpreter, which reaches everything. */
class InterpreterHost implements Host {
    private final long id;
    private final InterpreterRegistry registry;
    private final InterpreterQueues queues;

    InterpreterHost(long id, InterpreterRegistry registry, InterpreterQueues queues) {
        this.id = id;
        this.registry = registry;
        this.queues = queues;
    }

    @Override
    public final long id() {
        return id;
    }

    @Override
    public Interpreters interpreters() {
        return registry;
    }

    @Override
    public InterpreterQueues queues() {
        return queues;
    }

    @Override
    public Optional<InterpreterQueue> receive(QueueReference reference) {
        return queues.find(reference.id());
    }

    @Override
    public <T> T running(long target, Function<InterpreterState, T> action) {
        if (target == InterpreterRegistry.MAIN) {
            throw new InterpreterException("cannot exec code for unrecognized interpreter " + target);
        }
        return reached(target).running(action);
    }

    @Override
    public final <T> T entered(ObjectReference object, Function<InterpreterState, T> action) {
        return registry.registered(object.owner()).entered(action);
    }

    /** Finds an interpreter that this one may reach by its id. */
    RegisteredInterpreter reached(long target) {
        return registry.registered(target);
    }

    /** Hears that the interpreter has ended. */
    void ended() {}
}
