package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/**
 * The values of {@code threading.local} objects in one interpreter: those that the work of a caller sets end with that work,
 * those of any other thread end with the thread. GraalPy keeps a {@link ThreadLocal} in each such object; this puts another
 * one in its place.
 *
 * <p>At most one run is at work at a time. Its values are touched by its thread alone.
 */
public final class RunLocals {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final Binding BINDING = Binding.find();

    private volatile Run current;

    /** The work of one caller, in one thread. */
    private static final class Run {
        final Thread thread = Thread.currentThread();
        /** What each local object holds, or null if none holds anything yet. */
        private Map<Local, Object> values;

        Object get(Local local) {
            return values == null ? null : values.get(local);
        }

        void set(Local local, Object value) {
            if (values == null) {
                values = new WeakHashMap<>();
            }
            values.put(local, value);
        }
    }

    /** What stands in a local object. */
    private final class Local extends ThreadLocal<Object> {
        @Override
        public Object get() {
            Run run = runHere();
            return run == null ? super.get() : run.get(this);
        }

        @Override
        public void set(Object value) {
            Run run = runHere();
            if (run == null) {
                super.set(value);
            } else {
                run.set(this, value);
            }
        }
    }

    private Run runHere() {
        Run run = current;
        return run != null && run.thread == Thread.currentThread() ? run : null;
    }

    /** Says whether local objects can be bound: not without the JVM's flags, which a warning in the log has named. */
    public static boolean available() {
        return BINDING != null;
    }

    /** Does something as a run of its own, in the calling thread. */
    public <T> T run(Supplier<T> work) {
        Run outer = current;
        current = new Run();
        try {
            return work.get();
        } finally {
            current = outer;
        }
    }

    /**
     * Makes a new local object of the context that the calling thread has entered keep its values here.
     *
     * @param local the object
     * @param values the empty dict that it has in this thread
     */
    @HostAccess.Export
    public void bind(Value local, Value values) {
        BINDING.bind(local, values, new Local());
    }

    /** GraalPy's side: the class of local objects and its field. */
    private record Binding(EngineObjects objects, Class<?> type, Field values) {

        static Binding find() {
            try {
                Class<?> type = EngineObjects.type("com.oracle.graal.python.builtins.objects.thread.PThreadLocal");
                Field values = type.getDeclaredField("threadLocalDict");
                values.setAccessible(true);
                return new Binding(new EngineObjects(), type, values);
            } catch (ReflectiveOperationException | RuntimeException e) {
                LOG.log(Level.WARNING, "threading.local values outlive the exec() or call() that set them, since the "
                        + "JVM lacks --add-opens=org.graalvm.py/com.oracle.graal.python.builtins.objects.thread="
                        + "ALL-UNNAMED ({0})", e.toString());
                return null;
            }
        }

        void bind(Value local, Value empty, Local replacement) {
            try {
                Object object = objects.behind(local);
                if (!type.isInstance(object)) {
                    throw new IllegalArgumentException("not a threading.local: " + object.getClass());
                }
                replacement.set(objects.behind(empty));
                values.set(object, replacement);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
