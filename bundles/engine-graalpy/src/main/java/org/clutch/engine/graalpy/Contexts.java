package org.clutch.engine.graalpy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.clutch.engine.graalpy.face.HostEnvironment;
import org.clutch.engine.graalpy.internals.NativeModules;
import org.clutch.engine.graalpy.internals.PythonThreads;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Makes contexts on one shared engine, so that code is parsed and compiled once for all interpreters. The engine is made
 * with the first context; the monitor of this object guards it.
 */
final class Contexts implements AutoCloseable {
    static final String PYTHON = "python";
    /** How long threads that were told to end may take. */
    private static final Duration LAST_THREADS = Duration.ofSeconds(10);
    /** One for all: contexts of one engine must have the same object. */
    private static final HostAccess HOST_ACCESS = HostAccess.newBuilder(HostAccess.EXPLICIT).allowArrayAccess(true)
            .allowListAccess(true).build();

    /** {@code sys.argv} of the main program, which subinterpreters get as well. */
    private volatile String[] arguments = {""};
    private final HostEnvironment environment = new HostEnvironment();
    private final NativeModules nativeModules = new NativeModules();
    private final Set<Context> open = ConcurrentHashMap.newKeySet();
    private Engine engine;
    private boolean closed;

    HostEnvironment environment() {
        return environment;
    }

    void arguments(String[] newArguments) {
        arguments = newArguments;
    }

    /** Starts a context with what every interpreter has. */
    Context.Builder builder() {
        Context.Builder builder = Context.newBuilder(PYTHON).engine(engine()).allowExperimentalOptions(true)
                .allowHostAccess(HOST_ACCESS).allowValueSharing(false).allowIO(IOAccess.ALL).allowNativeAccess(true)
                .allowCreateThread(true).allowCreateProcess(true).allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                .arguments(PYTHON, arguments).option("python.ForceImportSite", "true")
                .option("python.IsolateNativeModules", "true").option("python.WarnExperimentalFeatures", "false");
        Optional.ofNullable(System.getProperty("clutch.executable"))
                .ifPresent(executable -> builder.option("python.Executable", executable));
        Optional.ofNullable(System.getenv("PYTHONPATH")).ifPresent(path -> builder.option("python.PythonPath", path));
        return builder;
    }

    /** Makes a context and a state in it, in this thread; a state that fails takes its context along. */
    <T> T open(Context.Builder builder, Function<Context, T> maker) {
        Context context = builder.build();
        open.add(context);
        try {
            T state = maker.apply(context);
            nativeModules.provide(context, open.size());
            return state;
        } catch (RuntimeException | Error e) {
            open.remove(context);
            context.close(true);
            throw e;
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

    private synchronized Engine engine() {
        if (closed) {
            throw new IllegalStateException("the GraalPy engine has stopped");
        }
        if (engine == null) {
            engine = Engine.newBuilder(PYTHON).allowExperimentalOptions(true)
                    .option("engine.WarnVirtualThreadSupport", "false").option("engine.WarnInterpreterOnly", "false")
                    .option("python.PosixModuleBackend", "native").logHandler(new EngineLog()).build();
        }
        return engine;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (engine != null) {
            engine.close(true);
            engine = null;
        }
        nativeModules.close();
    }
}
