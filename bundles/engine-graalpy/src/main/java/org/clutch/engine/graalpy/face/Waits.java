package org.clutch.engine.graalpy.face;

import java.util.concurrent.Callable;
import org.clutch.engine.graalpy.internals.Safepoints;

/** Waits of Python threads in Java, which the interpreter can call back from. */
final class Waits {
    private Waits() {}

    /**
     * Waits in the calling thread, which is inside an interpreter.
     *
     * @return the result, or {@link Crossed#LATER} or {@link Crossed#INTERRUPTION} when the wait was left before its time
     */
    static Object await(Callable<Object> wait) {
        try {
            Object result = Safepoints.await(wait);
            return result == Safepoints.AGAIN ? Crossed.LATER : result;
        } catch (InterruptedException e) {
            // Somebody in Java wants this thread to end: it keeps the flag, and Python raises KeyboardInterrupt.
            Thread.currentThread().interrupt();
            return Crossed.INTERRUPTION;
        }
    }
}
