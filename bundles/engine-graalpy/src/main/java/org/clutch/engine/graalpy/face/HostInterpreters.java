package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.engine.graalpy.internals.KeyboardInterrupts;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.graalvm.polyglot.HostAccess;

/**
 * All interpreters, for Python in one of them: {@code _clutch.interpreters}. What can fail gives an {@link Outcome} instead
 * of throwing, since a Java exception is none that Python code expects.
 */
public final class HostInterpreters {
    private final Host host;
    private final KeyboardInterrupts interrupts;

    /** Serves an interpreter that Ctrl-C does not concern. */
    public HostInterpreters(Host host) {
        this(host, null);
    }

    /** Serves the main interpreter of a program. */
    public HostInterpreters(Host host, KeyboardInterrupts interrupts) {
        this.host = host;
        this.interrupts = interrupts;
    }

    /** Gives the id of this interpreter. */
    @HostAccess.Export
    public long id() {
        return host.id();
    }

    /** Lists the ids of all interpreters. */
    @HostAccess.Export
    public long[] list() {
        return host.interpreters().list().stream().mapToLong(Interpreter::id).toArray();
    }

    /** Makes an interpreter: its id, or an outcome. */
    @HostAccess.Export
    public Object create() {
        return orOutcome(() -> host.interpreters().create().id());
    }

    /** Says whether an interpreter exists. */
    @HostAccess.Export
    public boolean exists(long id) {
        return host.interpreters().find(id).isPresent();
    }

    /** Says whether an interpreter is running: a bool, or an outcome. */
    @HostAccess.Export
    public Object isRunning(long id) {
        return orOutcome(() -> find(id).isRunning());
    }

    /** Closes an interpreter: None, or an outcome. */
    @HostAccess.Export
    public Object close(long id) {
        return orOutcome(() -> {
            if (id == host.id()) {
                throw new InterpreterException("cannot destroy the current interpreter");
            }
            find(id).close();
            return null;
        });
    }

    /** Binds names in another {@code __main__}. */
    @HostAccess.Export
    public Object prepareMain(long id, Object names, Object values) {
        return running(id, state -> state.prepareMain(names, values));
    }

    /** Executes marshalled code in another {@code __main__}. */
    @HostAccess.Export
    public Object execCode(long id, String marshalled) {
        return running(id, state -> state.execCode(marshalled));
    }

    /** Calls a stateless function in another interpreter. */
    @HostAccess.Export
    public Object callCode(long id, String marshalled, String name, Object args) {
        return running(id, state -> state.callCode(marshalled, name, args));
    }

    /** Calls an object in another interpreter. */
    @HostAccess.Export
    public Object callObject(long id, Object callable, Object args) {
        return running(id, state -> state.callObject(callable, args));
    }

    private Interpreter find(long id) {
        return host.interpreters().find(id).orElseThrow(() -> new InterpreterNotFoundException(id));
    }

    private Object running(long id, Function<GraalPyState, Object> work) {
        return orOutcome(() -> host.running(id, state -> interruptibly((GraalPyState) state, work)));
    }

    /** Does something in an interpreter; Ctrl-C ends it if this is the main thread of a program. */
    Object interruptibly(GraalPyState state, Function<GraalPyState, Object> work) {
        if (interrupts == null) {
            return work.apply(state);
        }
        Object outcome = null;
        boolean interrupted = false;
        Predicate<Duration> before = interrupts.enter(state::interrupt);
        try {
            outcome = work.apply(state);
        } catch (InterpreterException e) {
            outcome = Outcome.of(e);
        } finally {
            interrupted = interrupts.leave(before);
        }
        return interrupted ? Outcome.keyboardInterrupt() : outcome;
    }

    static Object orOutcome(Supplier<Object> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Outcome.of(e);
        }
    }
}
