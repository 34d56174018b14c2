package org.clutch.core.interpreter;

import java.util.List;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;

/**
 * The way back for the state of a confined interpreter, which reaches only what it made or was given. What it was given
 * are references, and an id is none: of an interpreter or a queue it has to be on record here, while nobody can make up a
 * reference to an object.
 */
final class ConfinedHost extends InterpreterHost {
    private final Offspring offspring;

    ConfinedHost(long id, InterpreterRegistry registry, Brokers brokers, InterpreterSpec spec) {
        super(id, registry, brokers, true);
        this.offspring = new Offspring(id, spec, registry);
    }

    @Override
    public Interpreters interpreters() {
        return offspring;
    }

    /** Gives none: nobody can give it one yet. */
    @Override
    public List<InterpreterPool> pools() {
        return List.of();
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
        super.ended();
        offspring.end();
    }
}
