package org.clutch.engine.graalpy.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.engine.graalpy.internals.NativeModules;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ImportedModule;
import org.clutch.extension.ModuleInfo;
import org.clutch.extension.ModuleListener;
import org.clutch.extension.ModuleObject;
import org.clutch.extension.ModuleUnloadedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.share.ObjectReference;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/**
 * The extension modules, for Python: {@code _clutch.extensions}. What fails gives what says so instead of a result. The monitor
 * of {@link #modules} guards it.
 */
public final class HostExtensions {
    /** Stands for whatever is in the main interpreter. */
    private static final ObjectReference MAIN = () -> 0L;

    private final Host host;
    private final GraalPyState state;
    private final NativeModules libraries;
    private final Border border;
    /** What this interpreter has imported, by name. */
    private final Map<String, HostModule> modules = new HashMap<>();
    private volatile Value forget;
    private volatile Value refresh;

    /** Serves one interpreter. */
    public HostExtensions(Host host, GraalPyState state, NativeModules libraries, Border border) {
        this.host = host;
        this.libraries = libraries;
        this.state = state;
        this.border = border;
    }

    /** Says whether an import of a name is worth the attempt. */
    @HostAccess.Export
    public boolean offers(String name) {
        return host.extensions().offers(name);
    }

    /**
     * Takes the functions that hear what becomes of a module: each is called with its name and number.
     *
     * @param forget is called when it is gone
     * @param refresh is called when it was updated
     */
    @HostAccess.Export
    public void listen(Value forget, Value refresh) {
        this.forget = forget;
        this.refresh = refresh;
    }

    /** Imports a module. */
    @HostAccess.Export
    public Object load(String name) {
        try {
            Listener listener = new Listener(name);
            ImportedModule imported = host.extensions().load(name, listener);
            synchronized (modules) {
                HostModule known = modules.get(name);
                if (known == null || !known.is(imported)) {
                    known = new HostModule(imported, state, border);
                    modules.put(name, known);
                }
                listener.module = known;
                return known;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Crossed.INTERRUPTION;
        } catch (ExtensionException e) {
            return failed(e);
        }
    }

    /** What a module's fate is to this interpreter. */
    private final class Listener implements ModuleListener {
        private final String name;
        private volatile HostModule module;

        Listener(String name) {
            this.name = name;
        }

        @Override
        public void updated() {
            tell(refresh);
        }

        @Override
        public void unloaded() {
            tell(forget);
        }

        private void tell(Value function) {
            HostModule about = module;
            if (function == null || about == null) {
                return;
            }
            try {
                state.visit(() -> state.pass(function, name, about.number()));
            } catch (ExecutionInterruptedException e) {
                // The interpreter ends, and takes what it knows along.
            }
        }
    }

    /** Lets a native library be loaded that belongs to a module that no bundle offers; or what says why not. */
    @HostAccess.Export
    public Object checkLibrary(String module) {
        try {
            host.extensions().checkLibrary(module);
            return null;
        } catch (ExtensionException e) {
            return failed(e);
        }
    }

    /** Makes this interpreter's copy of a native library that it is about to load; or what says why not. */
    @HostAccess.Export
    public Object copyLibrary(String path) {
        try {
            libraries.copy(Path.of(path));
            return null;
        } catch (IOException e) {
            return failed(
                    new ExtensionException("this interpreter gets no copy of " + path + ": " + e.getMessage(), e));
        }
    }

    static Crossed failed(ExtensionException e) {
        return Crossed
                .failed(new Failure(e instanceof ModuleUnloadedException ? "unloaded" : "import", e.getMessage()));
    }

    /** Lists all modules, a row each. */
    @HostAccess.Export
    public Object[] list() {
        return host.extensions().list().stream().map(HostExtensions::row).toArray();
    }

    /** Gives the row of the module that an import takes, if its version is in a range. */
    @HostAccess.Export
    public Object require(String name, String range) {
        try {
            return row(host.extensions().require(name, range));
        } catch (ExtensionException e) {
            return failed(e);
        } catch (IllegalArgumentException e) {
            return Crossed.failed(new Failure("value", "'" + range + "' is no version range such as [1.2,2): "
                    + e.getMessage()));
        }
    }

    private static Object row(ModuleInfo info) {
        return new Object[]{info.declaration().name(), info.declaration().version(), info.declaration().bundle(),
                info.declaration().interpreters().word(), info.kind() == null ? "" : info.kind(), info.chosen(),
                info.interpreters().stream().mapToLong(Long::longValue).toArray()};
    }

    /** Gives what crosses instead of an object of a module, None if nobody says, or what says why it cannot cross. */
    @HostAccess.Export
    public Object reduce(Object object) {
        ModuleObject known = Crossed.moduleObject(object);
        return known == null
                ? null
                : HostChannels.attempt(() -> host.reduce(known.object())
                        .<Object>map(reduced -> Crossed.toPython(border.pass(reduced))).orElse(null));
    }

    /** Gives a reference to a module of the main interpreter, or an outcome. */
    @HostAccess.Export
    public Object fromMain(String name) {
        if (border == Border.NO_PICKLES) {
            return failed(new ExtensionException(
                    "a confined interpreter was given no module of the main interpreter, so not '" + name + "'"));
        }
        Supplier<Object> ask = () -> host.entered(MAIN, main -> ((GraalPyState) main).shareModule(name).toPython());
        return HostInterpreters.orOutcome(ask);
    }
}
