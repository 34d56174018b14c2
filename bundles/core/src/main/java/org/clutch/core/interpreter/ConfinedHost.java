package org.clutch.core.interpreter;

import java.util.Optional;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.QueueReference;

/**
 * The way back for the state of a confined interpreter, which reaches only what it made or was given. What it was given
 * are references, and an id is none: of an interpreter or a queue it has to be on record here, while nobody can make up a
 * reference to an object.
 */
final class ConfinedHost extends InterpreterHost {
    private final Offspring offspring;
    private final GrantedQueues granted;

    ConfinedHost(long id, InterpreterRegistry registry, InterpreterQueues queues, InterpreterSpec spec) {
        super(id, registry, queues);
        this.offspring = new Offspring(id, spec, registry);
        this.granted = new GrantedQueues(queues);
    }

    @Override
    public Interpreters interpreters() {
        return offspring;
    }

    @Override
    public InterpreterQueues queues() {
        return granted;
    }

    @Override
    public Optional<InterpreterQueue> receive(QueueReference reference) {
        return granted.grant(reference.id());
    }

    @Override
    RegisteredInterpreter reached(long target) {
        if (!offspring.contains(target)) {
            throw new InterpreterNotFoundException(target);
        }
        return super.reached(target);
    }

    @Override
    void ended() {
        offspring.end();
    }
}
