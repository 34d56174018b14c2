package org.clutch.engine.graalpy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.clutch.diagnosis.PythonFrame;
import org.clutch.engine.BoundObject;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.graalpy.face.Border;
import org.clutch.engine.graalpy.face.Crossed;
import org.clutch.engine.graalpy.face.HostChannels;
import org.clutch.engine.graalpy.face.HostData;
import org.clutch.engine.graalpy.face.HostEnvironment;
import org.clutch.engine.graalpy.face.HostExtensions;
import org.clutch.engine.graalpy.face.HostInterpreters;
import org.clutch.engine.graalpy.face.HostMemory;
import org.clutch.engine.graalpy.face.HostModules;
import org.clutch.engine.graalpy.face.HostObjects;
import org.clutch.engine.graalpy.face.HostOptions;
import org.clutch.engine.graalpy.face.HostQueues;
import org.clutch.engine.graalpy.face.HostState;
import org.clutch.engine.graalpy.face.HostStreams;
import org.clutch.engine.graalpy.face.HostSynchronizers;
import org.clutch.engine.graalpy.face.HostWorker;
import org.clutch.engine.graalpy.face.Outcome;
import org.clutch.engine.graalpy.face.SharedCode;
import org.clutch.engine.graalpy.face.SharedReference;
import org.clutch.engine.graalpy.internals.InterpreterLock;
import org.clutch.engine.graalpy.internals.KeptCode;
import org.clutch.engine.graalpy.internals.PythonStacks;
import org.clutch.engine.graalpy.internals.PythonThreads;
import org.clutch.engine.graalpy.internals.RunLocals;
import org.clutch.engine.graalpy.internals.StackBoundary;
import org.clutch.engine.graalpy.internals.ThreadStates;
import org.clutch.engine.graalpy.internals.Turns;
import org.clutch.engine.graalpy.internals.memory.SharedViews;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.LimitExceededException;
import org.clutch.interpreter.Limits;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.Streams;
import org.clutch.share.NotShareableException;
import org.clutch.share.Tuple;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * One GraalPy context and the Python functions that act in it for others. The thread that makes this object is Python's
 * main thread there; callbacks and signals need it alive, see the two subclasses.
 */
public abstract class GraalPyState implements InterpreterState {
    private final Context context;
    private final Contexts contexts;
    private final PythonThreads threads;
    private final PythonStacks stacks;
    /** The Python function that gives this state to an interpreter; used once. */
    private final Value adopt;
    private final Gate gate;
    private final Border border;
    /** Set with the limits before anybody else can see this state. */
    private long id;
    private Limits limits = Limits.NONE;
    private final Entrance entrance;
    /** What ended the context, or null while it is open. */
    private volatile String gone;
    private final RunLocals locals = new RunLocals();
    private final StackBoundary boundary = new StackBoundary();
    /** Set with the id. */
    private HostObjects objects;
    private final SharedViews views;

    GraalPyState(Contexts contexts, Context context, PythonSources sources, Isolation isolation, boolean main) {
        this.contexts = contexts;
        this.context = context;
        this.border = Border.of(isolation);
        this.views = new SharedViews(contexts.cleaner());
        context.initialize(Contexts.PYTHON);
        context.enter();
        try {
            Turns.takeTurns();
            ThreadStates.install();
            KeptCode.install();
            threads = PythonThreads.ofEnteredContext();
            entrance = new Entrance(context, InterpreterLock.ofEnteredContext(), threads);
            stacks = PythonStacks.ofEnteredContext();
            boolean confined = isolation == Isolation.CONFINED;
            Value three = context.eval(sources.bootstrap()).execute(new HostModules(sources, border),
                    new HostData(border),
                    RunLocals.available() ? locals : null, StackBoundary.available() ? boundary : null,
                    confined ? null : contexts.environment(),
                    // The engine's own os._exit() would end the attendant, but not the interpreter.
                    main ? null : new HostState(this::exit),
                    contexts.options().equals(PythonOptions.NONE) ? null : new HostOptions(contexts.options()));
            adopt = three.getArrayElement(0);
            gate = new Gate(three.getArrayElement(1), three.getArrayElement(2), border);
        } finally {
            context.leave();
        }
    }

    /** Gives this state to an interpreter; once, before anything runs. */
    final void adopt(InterpreterSpec spec, Host host, HostInterpreters interpreters) {
        id = host.id();
        limits = spec.limits();
        objects = new HostObjects(host, this, interpreters, border);
        visit(() -> gate.pass(adopt, interpreters, new HostQueues(host, border), new HostChannels(host, border),
                new HostSynchronizers(host, border), objects, new HostMemory(views, host, border),
                new HostExtensions(host, this, contexts.nativeModules(), border),
                spec.streams().equals(Streams.PROCESS) ? null : new HostStreams(spec.streams()), environment(spec),
                spec.ownEnvironment() && border == Border.OPEN, path(spec)));
    }

    /** Gives what is other in this interpreter's environment than in that of the process, or null; see its Python side. */
    private String[] environment(InterpreterSpec spec) {
        List<String> flat = border == Border.OPEN ? contexts.environment().changes() : new ArrayList<>();
        spec.environment().forEach((name, value) -> {
            flat.add(HostEnvironment.bytesOf(name));
            flat.add(HostEnvironment.bytesOf(value));
        });
        return flat.isEmpty() ? null : flat.toArray(String[]::new);
    }

    private static String[] path(InterpreterSpec spec) {
        return spec.pythonPath().isEmpty()
                ? null
                : spec.pythonPath().stream().map(Path::toString).toArray(String[]::new);
    }

    final Context context() {
        return context;
    }

    final Entrance entrance() {
        return entrance;
    }

    @Override
    public final void exec(String source) {
        execText(source).orThrow();
    }

    /** Executes source text in {@code __main__}. */
    private Outcome execText(String source) {
        return run("exec_source", source);
    }

    /** Says whether there is a limit of statements. */
    private boolean counts() {
        return limits.statements() > 0;
    }

    @Override
    public final Object call(String function, List<Object> args) {
        return run("call_name", function, arguments(args)).orThrow();
    }

    private static Object[] arguments(List<Object> args) {
        return args.stream().map(Crossed::toPython).toArray();
    }

    @Override
    public final BoundObject bind(String name) {
        Value[] object = new Value[1];
        act("bind", name, (ProxyExecutable) bound -> object[0] = bound[0]).orThrow();
        return bound(object[0]);
    }

    /** Makes an object of this interpreter callable for Java. */
    public final BoundObject bound(Value object) {
        return new BoundObject() {
            @Override
            public Object call(List<String> names, boolean itself, List<Object> args) {
                return act("call_bound", object, names.toArray(), itself, arguments(args)).orThrow();
            }

            @Override
            public boolean has(List<String> names) {
                return visit(() -> Boolean.TRUE.equals(gate.pass("has_any", object, names.toArray())));
            }
        };
    }

    /** Imports a module for another interpreter: the outcome is a reference to it. */
    public final Outcome shareModule(String name) {
        return act("share_module", name);
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

    /** Executes code in {@code __main__}. */
    public final Outcome execCode(SharedCode code) {
        // Statements are counted only where the source text is known.
        return counts() && code.text() != null ? execText(code.text()) : run("exec_code", code.number(), code);
    }

    /** Calls a stateless function with arguments that crossed, of which the last ones may have names that crossed. */
    public final Outcome callCode(SharedCode code, Object args, Object names) {
        return run("call_code", code.number(), code, args, names);
    }

    /** Calls what has a name here, in the same way. */
    public final Outcome callNamed(SharedReference reference, Object args, Object names) {
        return run("call_named", reference.module(), reference.name(), reference.kind(), reference.program(), args,
                names);
    }

    /** Calls an object that crossed, in the same way. */
    public final Outcome callObject(Object callable, Object args, Object names) {
        return run("call_object", callable, args, names);
    }

    /** Calls a function of {@code _clutch.target} that does a caller's work. */
    private Outcome run(String function, Object... args) {
        return locals.run(() -> act(function, args));
    }

    /** Does tasks. */
    public final Outcome work(HostWorker worker) {
        worker.enter(border);
        return run("work", worker);
    }

    /** Calls a function of {@code _clutch.target} in this thread. */
    private Outcome act(String function, Object... args) {
        if (counts()) {
            context.resetLimits();
        }
        return visit(() -> switch (gate.pass(function, args)) {
            case null -> Outcome.DONE;
            case Outcome outcome -> outcome;
            default -> throw new InterpreterException(
                    "interpreter " + id + " has damaged its own module _clutch.target");
        });
    }

    /** Calls a Python function during a {@link #visit}. */
    public final Object pass(Value function, Object... args) {
        return gate.pass(function, args);
    }

    /** Calls a function of {@code _clutch.target} during a {@link #visit}. */
    final Object pass(String function, Object... args) {
        return gate.pass(function, args);
    }

    /** Does something in the context on behalf of another interpreter, and tells apart how it can fail. */
    public final <T> T visit(Supplier<T> work) {
        return guarded(() -> entered(work));
    }

    /** Does something in the context, where the stack below it is out of sight. */
    private <T> T entered(Supplier<T> work) {
        // An exception is translated there too, since its message can be the work of Python code.
        return entrance.within(() -> boundary.call(() -> guarded(work)));
    }

    @Override
    public final Set<Thread> threads() {
        Set<Thread> all = threads.alive();
        if (all != null) {
            all.addAll(entrance.callers());
        }
        return all;
    }

    @Override
    public boolean isInside() {
        return entrance.isInside() || threads.isOurs();
    }

    @Override
    public final Map<Thread, List<PythonFrame>> stacks(Duration deadline) {
        return stacks.within(deadline);
    }

    /** Runs something in the context and tells apart how it can fail. */
    public final <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (PolyglotException e) {
            throw translate(e);
        } catch (IllegalStateException e) {
            // What a context says that is closed, or being closed, in another thread.
            String reason = gone;
            throw new ExecutionInterruptedException(
                    reason != null ? reason : "interpreter " + id + " was closed while it ran");
        } catch (RuntimeException | Error e) {
            throw unwound(e);
        }
    }

    /** An interrupt or a cancellation has these forms between the entry of the context and the first code in it. */
    private RuntimeException unwound(Throwable e) {
        if (Entrance.isCancellation(e)) {
            gone = gone != null ? gone : "interpreter " + id + " was cancelled";
            return new ExecutionInterruptedException(gone);
        }
        if (Entrance.isInterrupt(e)) {
            return new ExecutionInterruptedException("interpreter " + id + " was interrupted");
        }
        if (e instanceof Error error) {
            throw error;
        }
        return (RuntimeException) e;
    }

    private RuntimeException translate(PolyglotException e) {
        if (e.isInterrupted()) {
            return new ExecutionInterruptedException("interpreter " + id + " was interrupted");
        }
        if (e.isResourceExhausted() && limits.statements() > 0 && !e.getMessage().contains("tack")) {
            gone = "interpreter " + id + " went beyond its limit of " + limits.statements() + " statements";
            return new LimitExceededException(gone);
        }
        if (e.isCancelled()) {
            gone = gone != null ? gone : "interpreter " + id + " was cancelled";
            return new ExecutionInterruptedException(gone);
        }
        if (e.isExit()) {
            gone = "interpreter " + id + " exited with status " + e.getExitStatus();
            return new ExecutionInterruptedException(gone);
        }
        if (e.isHostException() && e.asHostException() instanceof RuntimeException ours
                && (ours instanceof InterpreterException || ours instanceof NotShareableException)) {
            return ours;
        }
        return new InterpreterException("the engine failed in interpreter " + id + ": " + e.getMessage(), e);
    }

    /** Ends this state from within, as {@code os._exit()} does. */
    final void exit(int status) {
        synchronized (this) {
            if (gone != null) {
                return;
            }
            gone = "interpreter " + id + " exited with status " + status;
        }
        // In a thread of its own, for this one is inside the context.
        Thread.ofPlatform().name("clutch-exit-" + id).daemon().start(this::cancel);
    }

    @Override
    public final boolean isUsable() {
        return gone == null;
    }

    @Override
    public final boolean interrupt(Duration deadline) {
        try {
            return entrance.interrupt(deadline);
        } catch (IllegalStateException e) {
            // The engine knows of every thread that it is inside.
            throw new InterpreterException("cannot interrupt interpreter " + id + " in a call that it waits for");
        }
    }

    /** Waits for the Python threads that are not daemons and runs the atexit functions. */
    final void finish() {
        run("finish");
    }

    /** Ends the context: in order, or at once with whatever runs in it. */
    final void end(boolean cancel) {
        try {
            if (cancel) {
                // What it holds of others is theirs again, even if code in it cannot be stopped.
                views.close();
            }
            contexts.close(context, cancel, threads);
            views.ended();
        } finally {
            views.close();
            if (objects != null) {
                objects.close();
            }
        }
    }
}
