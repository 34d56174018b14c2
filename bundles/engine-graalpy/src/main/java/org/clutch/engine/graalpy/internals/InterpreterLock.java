package org.clutch.engine.graalpy.internals;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/**
 * The lock that Python code in one context runs under: what CPython calls the GIL.
 *
 * <p>The engine takes it when a call comes in from outside. If an interrupt ends the wait for it, the engine takes it
 * nevertheless, raises the interrupt, and nobody gives it back: the thread would leave the context with it.
 */
public final class InterpreterLock {
    private final MethodHandle owns;
    private final MethodHandle release;

    private InterpreterLock(MethodHandle owns, MethodHandle release) {
        this.owns = owns;
        this.release = release;
    }

    /** Finds that of the context that the calling thread has entered; out of reach if the JVM's flags do not allow it. */
    public static InterpreterLock ofEnteredContext() {
        try {
            Object context = Turns.enteredContext();
            return new InterpreterLock(handle(context, "ownsGil"), handle(context, "releaseGil"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Turns has said which flag is missing.
            return new InterpreterLock(null, null);
        }
    }

    private static MethodHandle handle(Object context, String name) throws ReflectiveOperationException {
        Method method = context.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method).bindTo(context);
    }

    /** Says whether the calling thread has it; false if that cannot be known. */
    public boolean isOurs() {
        try {
            return owns != null && (boolean) owns.invokeExact();
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }

    /** Gives it back. To be called by the thread that has it. */
    public void release() {
        try {
            release.invokeExact();
        } catch (Throwable e) {
            throw EngineObjects.unchecked(e);
        }
    }
}
