package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Truffle knows of the code that the contexts of one engine have loaded, in the place of Truffle's own map of it. That
 * forgets code as soon as the source object that it was first loaded with is garbage, which Python drops at once: each
 * interpreter would load modules and functions for itself, and run them interpreted until they were compiled once more. This
 * holds the source objects, so that all interpreters share the code and what is compiled of it.
 *
 * <p>Any thread may call; the monitor of {@link #held} guards that.
 */
public final class KeptCode extends ConcurrentHashMap<Object, Object> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** Of modules and functions, those that were used last. */
    private static final int MOST = 4096;

    private final transient Method isBinary;
    private final transient Method path;
    /** The source objects by their keys in this map, those used last at the end. */
    private final transient Map<Object, Object> held = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > MOST;
        }
    };

    private KeptCode() throws ReflectiveOperationException {
        Class<?> source = EngineObjects.type("com.oracle.truffle.api.source.Source");
        isBinary = source.getMethod("hasBytes");
        path = source.getMethod("getPath");
    }

    /** Puts such a map into the engine of the context that the calling thread has entered, unless it is there. */
    public static void install() {
        try {
            Object context = Turns.enteredContext();
            Object env = context.getClass().getMethod("getEnv").invoke(context);
            Object shared = EngineObjects.field(EngineObjects.field(
                    EngineObjects.field(EngineObjects.field(env, "polyglotLanguageContext"), "context"), "layer"),
                    "shared");
            Object cache = EngineObjects.field(EngineObjects.field(shared, "sourceCache"), "weakCache");
            Field map = EngineObjects.accessible(cache.getClass(), "sourceCache");
            synchronized (cache) {
                if (!(map.get(cache) instanceof KeptCode)) {
                    KeptCode kept = new KeptCode();
                    ((Map<?, ?>) map.get(cache)).forEach(kept::putIfAbsent);
                    map.set(cache, kept);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "each interpreter compiles all its code for itself, since the JVM lacks "
                        + "--add-opens=org.graalvm.truffle/com.oracle.truffle.api=ALL-UNNAMED, "
                        + "--add-opens=org.graalvm.truffle/com.oracle.truffle.polyglot=ALL-UNNAMED or "
                        + "--add-exports=org.graalvm.truffle/com.oracle.truffle.api.source=ALL-UNNAMED ({0})",
                        e.toString());
            }
        }
    }

    @Override
    public Object get(Object key) {
        Object code = super.get(key);
        if (code != null) {
            synchronized (held) {
                held.get(key);
            }
        }
        return code;
    }

    @Override
    public Object putIfAbsent(Object key, Object code) {
        Object before = super.putIfAbsent(key, code);
        Object source = ((Reference<?>) key).get();
        if (before == null && source != null && isOfAFile(source)) {
            synchronized (held) {
                held.put(key, source);
            }
        }
        return before;
    }

    /** Not what a string had in it: programs may execute ever new ones. */
    private boolean isOfAFile(Object source) {
        try {
            return (boolean) isBinary.invoke(source) || path.invoke(source) != null;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Source.hasBytes() or getPath()", e);
        }
    }
}
