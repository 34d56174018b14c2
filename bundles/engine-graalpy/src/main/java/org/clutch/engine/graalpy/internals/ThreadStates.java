package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What GraalPy keeps for each thread of one context, in the place of GraalPy's own map of it. It hands out the states of
 * other threads without the address of a variable that the C API has in each thread.
 *
 * <p>GraalPy clears that variable when a context closes, out of caution, and asks nobody whether the thread still is.
 * The variable of a thread that has ended lies in freed memory, so eight zero bytes land in what malloc keeps there or
 * in what somebody else has by now: "unaligned fastbin chunk detected", or a crash anywhere. Python's own threads sign
 * off when they end, so this concerns threads of Java and of other interpreters. GraalPy 25.1.3 clears the variable in
 * the thread itself only, and so does this.
 *
 * <p>Guarded by the synchronized map around it.
 */
public final class ThreadStates extends WeakHashMap<Thread, Object> {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private final Field address;

    private ThreadStates(Field address) {
        this.address = address;
    }

    /** Puts such a map into the context that the calling thread has entered, before it loads any native module. */
    public static void install() {
        try {
            Object context = Turns.enteredContext();
            Class<?> state = EngineObjects.type(context.getClass().getName() + "$PythonThreadState");
            Field address = state.getDeclaredField("nativeThreadLocalVarPointer");
            address.setAccessible(true);
            Field mapping = context.getClass().getDeclaredField("threadStateMapping");
            mapping.setAccessible(true);
            ThreadStates states = new ThreadStates(address);
            // GraalPy's methods that add threads hold this monitor.
            synchronized (context) {
                ((Map<?, ?>) mapping.get(context)).forEach((thread, each) -> states.put((Thread) thread, each));
                mapping.set(context, Collections.synchronizedMap(states));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "the JVM may crash when an interpreter closes that used a native module in a "
                        + "thread which has ended, since the JVM lacks "
                        + "--add-opens=org.graalvm.py/com.oracle.graal.python.runtime=ALL-UNNAMED ({0})", e.toString());
            }
        }
    }

    @Override
    public Object get(Object thread) {
        return withoutAddress(thread, super.get(thread));
    }

    @Override
    public Collection<Object> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<Object> iterator() {
                Iterator<Map.Entry<Thread, Object>> entries = entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Object next() {
                        Map.Entry<Thread, Object> entry = entries.next();
                        return withoutAddress(entry.getKey(), entry.getValue());
                    }
                };
            }

            @Override
            public int size() {
                return ThreadStates.this.size();
            }
        };
    }

    /** The variable of a virtual thread is that of a carrier, which may be another one by now, or gone. */
    private Object withoutAddress(Object thread, Object state) {
        Thread current = Thread.currentThread();
        if (state != null && (thread != current || current.isVirtual())) {
            try {
                address.set(state, null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return state;
    }
}
