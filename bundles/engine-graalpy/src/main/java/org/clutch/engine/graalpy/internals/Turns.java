package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the Python threads of a context take turns. GraalPy starts the timer that makes a busy thread give up the lock of
 * its interpreter only in the first context of an engine; this starts it in any other.
 */
public final class Turns {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    static final String FLAG = "--add-opens=org.graalvm.py/com.oracle.graal.python.runtime=ALL-UNNAMED";
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Turns() {}

    /** Starts the timer of the context that the calling thread has entered. */
    public static void takeTurns() {
        try {
            Object context = enteredContext();
            context.getClass().getMethod("initializeMultiThreading").invoke(context);
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(Level.WARNING,
                        "a busy thread starves the other threads of its interpreter, since the JVM lacks " + FLAG
                                + " ({0})",
                        e.toString());
            }
        }
    }

    /** Gives the engine's own object for the context that the calling thread has entered. */
    static Object enteredContext() throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.oracle.graal.python.runtime.PythonContext", true,
                ClassLoader.getSystemClassLoader());
        Class<?> node = Class.forName("com.oracle.truffle.api.nodes.Node", false, type.getClassLoader());
        return type.getMethod("get", node).invoke(null, (Object) null);
    }
}
