package org.clutch.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.clutch.diagnosis.PythonFrame;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One isolated Python runtime state. The core sees to it that at most one of {@link #exec}, {@link #call} and
 * {@link #prepareMain} is at work; {@link #bind}, its calls,
 * {@link #interrupt} and the two ends may come at any time from any thread. Values in and
 * out are {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}.
 */
@ConsumerType
public interface InterpreterState {
    /**
     * Executes source text in {@code __main__}, in the calling thread.
     *
     * @param source Python source
     * @throws org.clutch.interpreter.ExecutionFailedException if it does not compile or raises
     * @throws org.clutch.interpreter.LimitExceededException if it executed more statements than the spec allows
     * @throws org.clutch.interpreter.ExecutionInterruptedException if it was interrupted or cancelled
     */
    void exec(String source);

    /**
     * Calls a function, in the calling thread.
     *
     * @param function {@code module:qualname}, or a qualname in {@code __main__}
     * @param args the arguments: cross-interpreter data, or maps and sets of them
     * @return the result for a Java caller: cross-interpreter data, or lists, sets and maps of them
     * @throws org.clutch.interpreter.ExecutionFailedException if there is no such function or it raises
     * @throws org.clutch.interpreter.ExecutionInterruptedException if it was interrupted or cancelled
     * @throws org.clutch.share.NotShareableException if an argument or the result cannot cross
     */
    Object call(String function, List<Object> args);

    /**
     * Binds names in {@code __main__}, all or none.
     *
     * @param bindings names and values
     * @throws org.clutch.share.NotShareableException if a value cannot cross
     */
    void prepareMain(Map<String, Object> bindings);

    /**
     * Finds an object for calls from Java.
     *
     * @param name {@code module:qualname}, or a qualname in {@code __main__}; of a class an instance is made
     * @return the object
     * @throws org.clutch.interpreter.ExecutionFailedException if there is no such object, or making it raised
     */
    BoundObject bind(String name);

    /**
     * Unwinds what runs, in every thread. Blocks until it has unwound or the time is over.
     *
     * @param deadline how long to wait
     * @return true if nothing runs any more and the state is usable, false if the time was over
     * @throws org.clutch.interpreter.InterpreterException if the calling thread {@linkplain #isInside() is inside}
     */
    boolean interrupt(Duration deadline);

    /**
     * Ends the state in order: waits for non-daemon threads and runs atexit functions. Called once, while nothing of
     * {@link #exec} and its like is at work.
     */
    void close();

    /**
     * Ends the state at once: whatever runs is cancelled. Blocks until it has ended, for ever if that cannot be done. May
     * follow a {@link #close()} that hangs or failed, and may come twice.
     */
    void cancel();

    /**
     * Names the threads that may run Python code in it at the moment: those that Python code has started, and callers,
     * unless the core has sent them in by {@link #exec} and its like. Does not block.
     *
     * @return a snapshot, or null if it cannot be known
     */
    Set<Thread> threads();

    /**
     * Says whether the calling thread is inside, perhaps further down on its stack: nothing can unwind or end there before
     * its call returns. Does not block.
     *
     * @return false as well if it cannot be known
     */
    boolean isInside();

    /**
     * Asks the threads in it where in Python code they are. Runs no Python code, and does not wait for the state's lock.
     *
     * @param deadline how long to wait for answers, positive
     * @return the frames of those that have answered, the outermost first, with {@link PythonFrame#ENTRY} between those of
     *         several interpreters; without threads that have none
     */
    default Map<Thread, List<PythonFrame>> stacks(Duration deadline) {
        return Map.of();
    }

    /**
     * Says whether the state can still be used: not after it was cancelled, left by a hard exit, or went beyond a limit that
     * ends it.
     *
     * @return false if all that is left is to {@link #cancel()} it
     */
    boolean isUsable();
}
