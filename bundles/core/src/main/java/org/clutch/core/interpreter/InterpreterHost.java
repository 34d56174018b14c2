package org.clutch.core.interpreter;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.core.channel.InterpretersChannels;
import org.clutch.core.channel.InterpretersQueues;
import org.clutch.core.extension.InterpretersExtensions;
import org.clutch.core.memory.InterpretersRegions;
import org.clutch.core.sync.InterpretersSynchronizers;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.extension.Extensions;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;
import org.clutch.share.ObjectReference;
import org.clutch.share.QueueReference;
import org.clutch.share.Reduced;
import org.clutch.share.Regions;
import org.clutch.sync.Synchronizers;

/** The way back for the state of a trusted interpreter, which reaches everything. */
class InterpreterHost implements Host {
    private final long id;
    private final InterpreterRegistry registry;
    private final InterpretersQueues queues;
    private final InterpretersChannels channels;
    private final InterpretersSynchronizers synchronizers;
    private final InterpretersRegions regions;
    private final InterpretersExtensions extensions;
    private final CrossInterpreterTypes types;

    InterpreterHost(long id, InterpreterRegistry registry, Brokers brokers) {
        this(id, registry, brokers, false);
    }

    /**
     * @param confined whether it reaches only queues and channels that it made or was given
     */
    InterpreterHost(long id, InterpreterRegistry registry, Brokers brokers, boolean confined) {
        this.id = id;
        this.registry = registry;
        this.queues = new InterpretersQueues(id, brokers.queues(), confined);
        this.channels = new InterpretersChannels(id, brokers.channels(), confined);
        this.synchronizers = new InterpretersSynchronizers(id, brokers.synchronizers(), confined);
        this.regions = new InterpretersRegions(id, brokers.regions(), confined);
        this.extensions = new InterpretersExtensions(id, brokers.extensions(), confined);
        this.types = brokers.types();
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
        return queues.receive(reference.id());
    }

    @Override
    public Channels channels() {
        return channels;
    }

    @Override
    public Synchronizers synchronizers() {
        return synchronizers;
    }

    @Override
    public Regions regions() {
        return regions;
    }

    @Override
    public List<InterpreterPool> pools() {
        return registry.pools();
    }

    @Override
    public Extensions extensions() {
        return extensions;
    }

    @Override
    public Optional<Reduced> reduce(Object object) {
        return Optional.ofNullable(types.reduce(object));
    }

    @Override
    public <T> T running(long target, Function<InterpreterState, T> action) {
        if (target == InterpreterRegistry.MAIN) {
            throw new InterpreterException("cannot exec code for unrecognized interpreter " + target);
        }
        return reached(target).running(id, null, action);
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
    void ended() {
        try {
            queues.ended();
            channels.ended();
        } finally {
            // Whatever a transport did: nobody waits for ever for a lock.
            synchronizers.ended();
            regions.ended();
            extensions.ended();
        }
    }
}
