package org.clutch.engine.graalpy.face;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ImportedModule;
import org.clutch.extension.MembersInstance;
import org.clutch.extension.ModuleDescription;
import org.clutch.extension.ModuleInstance;
import org.clutch.extension.NativeInstance;
import org.clutch.extension.RaisedException;
import org.clutch.extension.SourcesInstance;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.NotShareableException;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/**
 * An extension module in one interpreter, for the importer in {@code _clutch/importing.py}. Modules are named in full; of
 * members there is one, of sources there may be others below it.
 */
public final class HostModule {
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final ImportedModule imported;
    private final GraalPyState state;
    private final Border border;

    HostModule(ImportedModule imported, GraalPyState state, Border border) {
        this.imported = imported;
        this.state = state;
        this.border = border;
    }

    boolean is(ImportedModule other) {
        return imported == other;
    }

    /** Gives the number that no other import has. */
    @HostAccess.Export
    public long number() {
        return number;
    }

    /** Finds the file of a module: its path, {@code ""} for a module of members, or None; of a native one always None. */
    @HostAccess.Export
    public String path(String fullName) {
        return switch (instance()) {
            case SourcesInstance sources -> path(sources, fullName);
            case MembersInstance _ -> "";
            case NativeInstance _ -> null;
        };
    }

    /** Gives the folder that a module with native libraries is in, or None. */
    @HostAccess.Export
    public String folder() {
        return instance() instanceof NativeInstance nativeModule ? nativeModule.folder().toString() : null;
    }

    /** Names the bundle, for errors. */
    @HostAccess.Export
    public String bundle() {
        return imported.declaration().bundle();
    }

    private static String path(SourcesInstance sources, String fullName) {
        String base = fullName.replace('.', '/');
        for (String path : List.of(base + "/__init__.py", base + ".py")) {
            if (sources.read(path) != null) {
                return path;
            }
        }
        return null;
    }

    /** Says what tracebacks call a file. */
    @HostAccess.Export
    public String origin(String path) {
        return switch (instance()) {
            case SourcesInstance sources -> sources.origin(path);
            case MembersInstance _ ->
                "<" + imported.declaration().bundle() + ">/" + imported.declaration().name() + ".py";
            case NativeInstance nativeModule -> nativeModule.folder().resolve(path).toString();
        };
    }

    /** Gives a module's source text, a byte in each character. */
    @HostAccess.Export
    public String source(String path) {
        return latin1(switch (instance()) {
            case SourcesInstance sources -> sources.read(path);
            case MembersInstance members -> MemberSource.of(members.description()).getBytes(StandardCharsets.UTF_8);
            case NativeInstance _ -> null;
        });
    }

    /** Gives any file's content, a byte in each character, or None. */
    @HostAccess.Export
    public String read(String path) {
        return instance() instanceof SourcesInstance sources ? latin1(sources.read(path)) : null;
    }

    static String latin1(byte[] content) {
        return content == null ? null : new String(content, StandardCharsets.ISO_8859_1);
    }

    /** Lists a folder; folders have a {@code /} at the end of their name. None if there is no such folder. */
    @HostAccess.Export
    public String[] list(String path) {
        List<String> names = instance() instanceof SourcesInstance sources ? sources.list(path) : null;
        return names == null ? null : names.toArray(String[]::new);
    }

    /** Gives marshalled code that was kept, or None. */
    @HostAccess.Export
    public String code(String path) {
        return instance() instanceof SourcesInstance sources ? sources.code(path) : null;
    }

    /** Keeps marshalled code for other interpreters. */
    @HostAccess.Export
    public void keepCode(String path, String code) {
        if (instance() instanceof SourcesInstance sources) {
            sources.keepCode(path, code);
        }
    }

    /** Gives a constant. */
    @HostAccess.Export
    public Object constant(String name) {
        return instance() instanceof MembersInstance members
                ? members.description().constants().stream().filter(each -> each.name().equals(name))
                        .map(ModuleDescription.Constant::value).findFirst().map(Crossed::toPython).orElse(null)
                : null;
    }

    /** Makes an argument of a Python callable. */
    @HostAccess.Export
    public Object callable(Value callable) {
        return new JavaValue(state.bound(callable));
    }

    /**
     * Calls a member. The interpreter's lock is free meanwhile.
     *
     * @param self the handle of the object, or None
     * @param arguments encoded
     * @return the encoded result, or what says why there is none
     */
    @HostAccess.Export
    public Object call(String member, Object self, Object[] arguments) {
        try {
            List<Object> values = new ArrayList<>(arguments.length);
            for (Object each : arguments) {
                values.add(JavaValue.toJava(each, border));
            }
            return Crossed.toPython(imported.call(member, Crossed.moduleObject(self), values));
        } catch (RaisedException e) {
            return new Raised(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Crossed.INTERRUPTION;
        } catch (ExtensionException e) {
            return HostExtensions.failed(e);
        } catch (InterpreterException | NotShareableException e) {
            return Outcome.of(e);
        }
    }

    private ModuleInstance instance() {
        try {
            return imported.instance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExtensionException("the import of '" + imported.declaration().name() + "' was interrupted");
        }
    }

    /** What a member raised, for Python. */
    public static final class Raised {
        private final RaisedException exception;

        Raised(RaisedException exception) {
            this.exception = exception;
        }

        /** Says that it failed. */
        @HostAccess.Export
        public int kind() {
            return Crossed.FAILED;
        }

        /** Says that it is an exception that has a class. */
        @HostAccess.Export
        public String failure() {
            return "raised";
        }

        /** Names the class. */
        @HostAccess.Export
        public String typeName() {
            return exception.type();
        }

        /** Gives the exception's text. */
        @HostAccess.Export
        public String message() {
            return exception.getMessage() == null ? "" : exception.getMessage();
        }

        /** Gives lines for the traceback. */
        @HostAccess.Export
        public String[] notes() {
            return exception.notes().toArray(String[]::new);
        }
    }
}
