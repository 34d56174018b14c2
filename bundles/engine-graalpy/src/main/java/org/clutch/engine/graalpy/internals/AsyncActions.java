package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Queue;

/**
 * The signal handlers and weakref callbacks of a context. GraalPy runs them on its main thread wherever that is, in another
 * interpreter too: then they get frames of that one, and what they raise is raised there. While they are {@linkplain #hold()
 * held} they wait, as in CPython, until the thread is back.
 *
 * <p>GraalPy lets no such action begin inside another one, and keeps it for the end of that. This claims to be one.
 */
final class AsyncActions {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final String RUNTIME = "com.oracle.graal.python.runtime.";
    /** One that does nothing, where GraalPy's own cannot be reached. */
    private static final AsyncActions NONE = new AsyncActions(null, null, null, null, null);

    private final Object context;
    private final Method tryEnter;
    private final Method leave;
    /** Those that could not begin. */
    private final Queue<?> kept;
    /** Hands the next one of them to the main thread, which does that one and then all others. */
    private final Runnable proceed;

    private AsyncActions(Object context, Method tryEnter, Method leave, Queue<?> kept, Runnable proceed) {
        this.context = context;
        this.tryEnter = tryEnter;
        this.leave = leave;
        this.kept = kept;
        this.proceed = proceed;
    }

    /** Finds those of the context that the calling thread has entered; a warning in the log if that is not possible. */
    static AsyncActions ofEnteredContext() {
        try {
            Object context = Turns.enteredContext();
            Class<?> type = context.getClass();
            Object handler = type.getMethod("getAsyncHandler").invoke(context);
            Field rescheduled = handler.getClass().getDeclaredField("rescheduled");
            rescheduled.setAccessible(true);
            Queue<?> kept = (Queue<?>) rescheduled.get(handler);
            Class<?> supplier = EngineObjects.type("com.oracle.graal.python.util.Supplier");
            Constructor<?> runnable = EngineObjects.type(RUNTIME + "AsyncHandler$AsyncRunnable")
                    .getDeclaredConstructor(handler.getClass(), supplier);
            runnable.setAccessible(true);
            Runnable proceed = (Runnable) runnable.newInstance(handler, Proxy.newProxyInstance(
                    supplier.getClassLoader(), new Class<?>[]{supplier}, (_, _, _) -> kept.poll()));
            return new AsyncActions(context, type.getMethod("tryEnterAsyncHandler"),
                    type.getMethod("leaveAsyncHandler"), kept, proceed);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "signal handlers and weakref callbacks of the main interpreter see frames of the "
                    + "interpreter that its main thread is in, since the JVM lacks " + Turns.FLAG + " ({0})",
                    e.toString());
            return NONE;
        }
    }

    /**
     * Holds them from now on.
     *
     * @return whether to {@link #release()} them again: not if they are held already, because one is at work
     */
    boolean hold() {
        return context != null && (boolean) call(tryEnter);
    }

    /** Lets them go on; those that had to wait begin when the main thread goes on in this context. */
    void release() {
        call(leave);
        if (!kept.isEmpty()) {
            proceed.run();
        }
    }

    private Object call(Method method) {
        try {
            return method.invoke(context);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
