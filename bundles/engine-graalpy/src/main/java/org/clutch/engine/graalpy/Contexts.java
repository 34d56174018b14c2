package org.clutch.engine.graalpy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.clutch.engine.graalpy.face.HostEnvironment;
import org.clutch.engine.graalpy.internals.HeldCompiler;
import org.clutch.engine.graalpy.internals.NativeModules;
import org.clutch.engine.graalpy.internals.PythonThreads;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.PythonOptions;
import org.clutch.interpreter.PythonOptions.Flag;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes contexts on shared engines, so that code is parsed and compiled once for all interpreters of a kind. An engine is
 * made with its first context; the monitor of this object guards them.
 */
final class Contexts implements AutoCloseable {
    static final String PYTHON = "python";
    /**
     * After how many calls code is compiled for the first time. With the engine's own number, 400, the code that imports
     * modules is compiled once there are some interpreters; that takes the only compiler thread up to ten seconds at a time
     * as long as the compiler itself is not warm, while what the program does has to wait.
     */
    private static final String FIRST_TIER = "engine.FirstTierCompilationThreshold";
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** How long threads that were told to end may take. */
    private static final Duration LAST_THREADS = Duration.ofSeconds(10);
    /** One for all: contexts of one engine must have the same object. */
    private static final HostAccess HOST_ACCESS = HostAccess.newBuilder(HostAccess.EXPLICIT).allowArrayAccess(true)
            .allowListAccess(true).build();

    /** {@code sys.argv} of the main program, which subinterpreters get as well. */
    private volatile String[] arguments = {""};
    /** What the command line says, for all that is made after it was read. */
    private volatile PythonOptions options = PythonOptions.NONE;
    private final HostEnvironment environment = new HostEnvironment();
    private final NativeModules nativeModules = new NativeModules();
    /** Held until the first context is open. */
    private final HeldCompiler compiler = new HeldCompiler();
    private final Set<Context> open = ConcurrentHashMap.newKeySet();
    private final Map<Kind, Engine> engines = new HashMap<>();
    /** Hears of garbage among what interpreters share, in a thread that ends with the last such object. */
    private final Cleaner cleaner = Cleaner.create(Thread.ofPlatform().name("clutch-garbage").daemon().factory());
    private boolean closed;

    /** What contexts must have in common to share an engine. */
    private record Kind(Isolation isolation, boolean counted) {
        static Kind of(InterpreterSpec spec) {
            return new Kind(spec.isolation(), spec.limits().statements() > 0);
        }
    }

    Cleaner cleaner() {
        return cleaner;
    }

    HostEnvironment environment() {
        return environment;
    }

    NativeModules nativeModules() {
        return nativeModules;
    }

    void commandLine(String[] newArguments, PythonOptions newOptions) {
        arguments = newArguments;
        options = newOptions;
    }

    PythonOptions options() {
        return options;
    }

    /** Starts a context for an interpreter. */
    Context.Builder builder(InterpreterSpec spec) {
        Context.Builder builder = Context.newBuilder(PYTHON).engine(engine(Kind.of(spec)))
                .allowExperimentalOptions(true).allowHostAccess(HOST_ACCESS).allowValueSharing(false)
                .option("python.IsolateNativeModules", "true").option("python.WarnExperimentalFeatures", "false")
                .options(EngineOptions.of(options));
        if (spec.limits().statements() > 0) {
            builder.option("python.EagerlyMaterializeInstrumentationNodes", "true")
                    .resourceLimits(ResourceLimits.newBuilder()
                            .statementLimit(spec.limits().statements(), source -> !source.isInternal()).build());
        }
        return switch (spec.isolation()) {
            case TRUSTED -> trusted(builder);
            case CONFINED -> confined(builder, spec);
        };
    }

    private Context.Builder trusted(Context.Builder builder) {
        builder.arguments(PYTHON, arguments).allowIO(IOAccess.ALL).allowNativeAccess(true).allowCreateThread(true)
                .allowCreateProcess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                // With the java one, bz2 does not work.
                .option("python.CompressionModulesBackend", "native");
        Optional.ofNullable(System.getProperty("clutch.executable"))
                .ifPresent(executable -> builder.option("python.Executable", executable)
                        // Without the list, subprocess would split the path at blanks.
                        .option("python.ExecutableList", executable)
                        .option("python.BaseExecutable", baseExecutable(Path.of(executable))));
        if (!options.has(Flag.IGNORE_ENVIRONMENT)) {
            Optional.ofNullable(System.getenv("PYTHONPATH"))
                    .ifPresent(path -> builder.option("python.PythonPath", path));
        }
        return builder;
    }

    /** Gives what an executable of a virtual environment leads to. */
    private static String baseExecutable(Path executable) {
        try {
            return executable.toRealPath().toString();
        } catch (IOException e) {
            return executable.toString();
        }
    }

    private static Context.Builder confined(Context.Builder builder, InterpreterSpec spec) {
        FileSystem files = FileSystem.allowInternalResourceAccess(new ConfinedFiles(spec));
        return builder
                .allowIO(IOAccess.newBuilder().fileSystem(files).allowHostSocketAccess(false).build())
                .allowPolyglotAccess(PolyglotAccess.NONE).allowEnvironmentAccess(EnvironmentAccess.NONE)
                .environment(spec.environment()).option("python.NoAsyncActions", "true")
                .in(spec.streams().in() == null ? InputStream.nullInputStream() : spec.streams().in());
    }

    /** Makes a context and a state in it, in this thread; a state that fails takes its context along. */
    <T> T open(Context.Builder builder, Isolation isolation, Function<Context, T> maker) {
        Context context = builder.build();
        open.add(context);
        try {
            T state = maker.apply(context);
            if (isolation == Isolation.TRUSTED) {
                nativeModules.provide(context, open.size());
            }
            return state;
        } catch (RuntimeException | Error e) {
            open.remove(context);
            context.close(true);
            throw e;
        } finally {
            compiler.release();
        }
    }

    /**
     * Ends a context: in order, or at once with whatever runs in it.
     *
     * @param threads those that Python started in it
     */
    void close(Context context, boolean cancel, PythonThreads threads) {
        try {
            context.close(cancel);
        } catch (IllegalStateException e) {
            // A thread was still on its way out, or is a daemon: Python's own end is over by now.
            threads.join(LAST_THREADS);
            context.close(true);
        } finally {
            open.remove(context);
        }
        nativeModules.sweep();
    }

    private synchronized Engine engine(Kind kind) {
        if (closed) {
            throw new IllegalStateException("the GraalPy engine has stopped");
        }
        return engines.computeIfAbsent(kind, each -> {
            Engine engine = makeEngine(each);
            compiler.hold(engine);
            return engine;
        });
    }

    private static Engine makeEngine(Kind kind) {
        LibraryCache.check();
        try {
            return engineBuilder(kind).option(FIRST_TIER, System.getProperty("polyglot." + FIRST_TIER, "4000")).build();
        } catch (IllegalArgumentException e) {
            // Without a compiler there is no such option.
            if (!Boolean.getBoolean("truffle.UseFallbackRuntime") && SAID.compareAndSet(false, true)) {
                LOG.log(Level.WARNING,
                        "Python runs without its JIT compiler, since the JVM lacks -XX:+EnableJVMCI, or modules "
                                + "of the compiler, as launcher/jvm.options has them");
            }
            return engineBuilder(kind).build();
        }
    }

    private static Engine.Builder engineBuilder(Kind kind) {
        return Engine.newBuilder(PYTHON).allowExperimentalOptions(true)
                .option("engine.WarnVirtualThreadSupport", "false").option("engine.WarnInterpreterOnly", "false")
                .option("python.PosixModuleBackend", kind.isolation() == Isolation.TRUSTED ? "native" : "java")
                .logHandler(new EngineLog());
    }

    @Override
    public void close() {
        compiler.release();
        takeEngines().forEach(this::end);
        nativeModules.close();
    }

    private synchronized List<Engine> takeEngines() {
        closed = true;
        List<Engine> all = List.copyOf(engines.values());
        engines.clear();
        return all;
    }

    /** Ends an engine, unless code runs in it that cannot be stopped: its end, and with it the JVM's, would wait for that. */
    private void end(Engine engine) {
        List<Thread> last = open.stream().filter(each -> each.getEngine().equals(engine))
                .map(each -> Thread.ofPlatform()
                        .name("clutch-close-context").daemon().start(() -> each.close(true)))
                .toList();
        long deadline = System.nanoTime() + LAST_THREADS.toNanos();
        if (last.stream().allMatch(each -> ended(each, deadline))) {
            engine.close(true);
        } else {
            LOG.log(Level.WARNING, "a GraalPy engine is abandoned, for code runs in it that has not stopped within "
                    + LAST_THREADS.toSeconds() + " s");
        }
    }

    private static boolean ended(Thread thread, long deadline) {
        try {
            return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
