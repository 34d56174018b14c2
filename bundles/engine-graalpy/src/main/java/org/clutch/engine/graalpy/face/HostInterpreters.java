package org.clutch.engine.graalpy.face;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.engine.graalpy.internals.KeyboardInterrupts;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.Limits;
import org.graalvm.polyglot.HostAccess;

/**
 * All interpreters, for Python in one of them: {@code _clutch.interpreters}. What can fail gives an {@link Outcome} instead
 * of throwing, since a Java exception is none that Python code expects.
 */
public final class HostInterpreters {
    private final Host host;
    private final Border border;
    private final KeyboardInterrupts interrupts;
    /** What children have unless their parent says otherwise. */
    private final InterpreterSpec children;

    /** Serves an interpreter that Ctrl-C does not concern. */
    public HostInterpreters(Host host, InterpreterSpec spec) {
        this(host, Border.of(spec.isolation()), null,
                InterpreterSpec.DEFAULT.withOwnEnvironment(spec.ownEnvironment()));
    }

    /** Serves the main interpreter of a program. */
    public HostInterpreters(Host host, KeyboardInterrupts interrupts) {
        this(host, Border.OPEN, interrupts, InterpreterSpec.DEFAULT);
    }

    private HostInterpreters(Host host, Border border, KeyboardInterrupts interrupts, InterpreterSpec children) {
        this.host = host;
        this.border = border;
        this.interrupts = interrupts;
        this.children = children;
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
        return orOutcome(() -> host.interpreters().create(children).id());
    }

    /** Makes an interpreter that differs from others; variables are names and values in turn. */
    @HostAccess.Export
    public Object createLike(String name, boolean confined, String[] variables, String[] path, String[] readable,
            long nanos, long statements) {
        return orOutcome(() -> {
            Map<String, String> environment = new HashMap<>();
            for (int i = 0; i < variables.length; i += 2) {
                environment.put(variables[i], variables[i + 1]);
            }
            InterpreterSpec spec = children.withName(name).withEnvironment(environment)
                    .withIsolation(confined ? Isolation.CONFINED : Isolation.TRUSTED)
                    .withPythonPath(paths(path)).withReadable(paths(readable))
                    .withLimits(new Limits(statements, Duration.ofNanos(nanos)));
            return host.interpreters().create(spec).id();
        });
    }

    private static Path[] paths(String[] names) {
        return Stream.of(names).map(Path::of).toArray(Path[]::new);
    }

    /** Gives the name of an interpreter, or an outcome. */
    @HostAccess.Export
    public Object name(long id) {
        return orOutcome(() -> find(id).name());
    }

    /** Unwinds what runs in an interpreter: a bool, or an outcome. */
    @HostAccess.Export
    public Object interrupt(long id, long nanos) {
        return orOutcome(() -> other(id).interrupt(Duration.ofNanos(nanos)));
    }

    /** Closes an interpreter against a deadline: None, or an outcome. */
    @HostAccess.Export
    public Object closeWithin(long id, long nanos) {
        return orOutcome(() -> {
            other(id).close(Duration.ofNanos(nanos));
            return null;
        });
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
            other(id).close();
            return null;
        });
    }

    /** Binds names in another {@code __main__}. */
    @HostAccess.Export
    public Object prepareMain(long id, Object names, Object values) {
        return giving(values, () -> running(id, state -> state.prepareMain(passed(names), passed(values))));
    }

    /** Executes code in another {@code __main__}: None, or an outcome. */
    @HostAccess.Export
    public Object execCode(long id, SharedCode code) {
        return running(id, state -> state.execCode(code));
    }

    /**
     * Calls a stateless function in another interpreter.
     *
     * @param args a tuple, or None
     * @param names the names of the last arguments, a tuple, or None
     * @return the result, or an outcome
     */
    @HostAccess.Export
    public Object callCode(long id, SharedCode code, Object args, Object names) {
        return giving(args, () -> running(id, state -> state.callCode(code, passed(args), passed(names))));
    }

    /** Calls what has a name in another interpreter, as {@link #callCode} does. */
    @HostAccess.Export
    public Object callNamed(long id, SharedReference reference, Object args, Object names) {
        return giving(args, () -> running(id, state -> state.callNamed(reference, passed(args), passed(names))));
    }

    /** Calls an object in another interpreter, as {@link #callCode} does. */
    @HostAccess.Export
    public Object callObject(long id, Object callable, Object args, Object names) {
        return giving(args,
                () -> running(id, state -> state.callObject(passed(callable), passed(args), passed(names))));
    }

    /** Does something with values that are given along, and lets go of memory in them that has not arrived. */
    static Object giving(Object values, Supplier<Object> work) {
        try {
            return work.get();
        } finally {
            Crossed.release(values);
        }
    }

    private Object passed(Object value) {
        return Crossed.toPython(Crossed.fromPython(value, border));
    }

    private Interpreter other(long id) {
        if (id == host.id()) {
            throw new InterpreterException("cannot destroy the current interpreter");
        }
        return find(id);
    }

    /**
     * Makes tasks for workers.
     *
     * @param function the function to call and the names of its last arguments, both encoded
     */
    @HostAccess.Export
    public Object tasks(Object function, Object keywords, int maxWorkers) {
        return new HostTasks(Crossed.fromPython(function, border), Crossed.fromPython(keywords, border), border,
                maxWorkers);
    }

    /** Works at tasks in another interpreter until none is left for this worker, or something but a task fails. */
    @HostAccess.Export
    public Object work(long id, HostTasks tasks) {
        HostWorker worker = new HostWorker(tasks);
        Object end = running(id, state -> state.work(worker));
        return worker.leave(end instanceof Outcome failure ? failure : Outcome.DONE).toPython();
    }

    /** Gives the pools that this interpreter may reach. */
    @HostAccess.Export
    public Object pools() {
        return new HostPools(host);
    }

    private Interpreter find(long id) {
        return host.interpreters().find(id).orElseThrow(() -> new InterpreterNotFoundException(id));
    }

    private Object running(long id, Function<GraalPyState, Object> work) {
        return orOutcome(() -> toPython(host.running(id, state -> interruptibly((GraalPyState) state, work))));
    }

    private static Object toPython(Object end) {
        return end instanceof Outcome outcome ? outcome.toPython() : end;
    }

    /** Does something in an interpreter; Ctrl-C ends it if this is the main thread of a program. */
    Object interruptibly(GraalPyState state, Function<GraalPyState, Object> work) {
        if (interrupts == null) {
            return work.apply(state);
        }
        Object outcome = null;
        RuntimeException failure = null;
        KeyboardInterrupts.Visit before = interrupts.enter(state::interrupt);
        boolean interrupted;
        try {
            outcome = work.apply(state);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            interrupted = interrupts.leave(before);
        }
        if (interrupted) {
            return Outcome.keyboardInterrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return outcome;
    }

    static Object orOutcome(Supplier<Object> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Outcome.of(e);
        }
    }
}
