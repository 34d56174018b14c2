package org.clutch.engine.graalpy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.graalpy.face.Crossed;
import org.clutch.engine.graalpy.face.HostData;
import org.clutch.engine.graalpy.face.HostInterpreters;
import org.clutch.engine.graalpy.face.HostModules;
import org.clutch.engine.graalpy.face.HostObjects;
import org.clutch.engine.graalpy.face.HostQueues;
import org.clutch.engine.graalpy.face.Outcome;
import org.clutch.engine.graalpy.internals.PythonThreads;
import org.clutch.engine.graalpy.internals.Turns;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * One GraalPy context and the Python functions that act in it for others. The thread that makes this object is Python's
 * main thread there; callbacks and signals need it alive, see the two subclasses.
 */
public abstract class GraalPyState implements InterpreterState {
    private static final Source TARGET = Source
            .newBuilder(Contexts.PYTHON, "import _clutch.target as target\ntarget", "<clutch target>").internal(true)
            .buildLiteral();

    private final long id;
    private final Context context;
    /** The Python module {@code _clutch.target}; null until first needed, and then the same for every thread. */
    private volatile Value target;

    private final Contexts contexts;
    private final PythonThreads threads;
    private final HostObjects objects;

    GraalPyState(Contexts contexts, Context context, PythonSources sources, Host host, HostInterpreters interpreters) {
        this.id = host.id();
        this.contexts = contexts;
        this.context = context;
        this.objects = new HostObjects(host, this, interpreters);
        context.initialize(Contexts.PYTHON);
        context.enter();
        try {
            Turns.takeTurns();
            threads = PythonThreads.ofEnteredContext();
            context.eval(sources.bootstrap()).executeVoid(new HostModules(sources), interpreters,
                    new HostQueues(host.queues()), new HostData(), objects);
        } finally {
            context.leave();
        }
    }

    final Context context() {
        return context;
    }

    @Override
    public final void exec(String source) {
        act("exec_source", source).orThrow();
    }

    @Override
    public final Object call(String function, List<Object> args) {
        return act("call_name", function, Crossed.toPython(new Tuple(args))).orThrow();
    }

    @Override
    public final void prepareMain(Map<String, Object> bindings) {
        prepareMain(Crossed.toPython(Tuple.of(bindings.keySet().toArray())),
                Crossed.toPython(Tuple.of(bindings.values().toArray()))).orThrow();
    }

    /** Binds names in {@code __main__}; both arguments are tuples that crossed. */
    public final Outcome prepareMain(Object names, Object values) {
        return act("prepare_main", names, values);
    }

    /** Executes marshalled code in {@code __main__}. */
    public final Outcome execCode(String marshalled) {
        return act("exec_code", marshalled);
    }

    /** Calls a stateless function, given by its code and name, with arguments that crossed. */
    public final Outcome callCode(String marshalled, String name, Object args) {
        return act("call_code", marshalled, name, args);
    }

    /** Calls an object that crossed, with arguments that crossed. */
    public final Outcome callObject(Object callable, Object args) {
        return act("call_object", callable, args);
    }

    /** Calls a function of {@code _clutch.target} in this thread. */
    private Outcome act(String function, Object... args) {
        return guarded(() -> {
            Value outcome = target().invokeMember(function, args);
            return outcome.isNull() ? Outcome.DONE : outcome.<Outcome>asHostObject();
        });
    }

    private Value target() {
        Value known = target;
        if (known == null) {
            // Import locks inside the interpreter make this safe for several threads, and the module the same for all.
            known = context.eval(TARGET);
            target = known;
        }
        return known;
    }

    /** Runs something in the context and tells apart how it can fail. */
    public final <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (PolyglotException e) {
            throw translate(e);
        } catch (IllegalStateException e) {
            // What a context says that is closed, or being closed, in another thread.
            throw new ExecutionInterruptedException("interpreter " + id + " was closed while it ran");
        }
    }

    private RuntimeException translate(PolyglotException e) {
        if (e.isInterrupted()) {
            return new ExecutionInterruptedException("interpreter " + id + " was interrupted");
        }
        if (e.isCancelled()) {
            return new ExecutionInterruptedException("interpreter " + id + " was cancelled");
        }
        if (e.isExit()) {
            return new ExecutionInterruptedException("interpreter " + id + " exited with status " + e.getExitStatus());
        }
        return new InterpreterException("the engine failed in interpreter " + id + ": " + e.getMessage(), e);
    }

    @Override
    public boolean interrupt(Duration deadline) {
        try {
            context.interrupt(deadline);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Waits for the Python threads that are not daemons. */
    final void finish() {
        act("finish");
    }

    /** Ends the context: in order, or at once with whatever runs in it. */
    final void end(boolean cancel) {
        try {
            contexts.close(context, cancel, threads);
        } finally {
            objects.close();
        }
    }
}
