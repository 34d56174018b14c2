package org.clutch.engine;

import org.osgi.annotation.versioning.ConsumerType;

/** The state of the main interpreter while it exists for one program. */
@ConsumerType
public interface MainState extends InterpreterState {
    /**
     * Runs the program and ends the state, in the thread that made it. Blocks until non-daemon threads and atexit functions
     * have ended too. Uncaught exceptions are written to Python's standard error.
     *
     * @return the exit status that {@code python} would give
     */
    int run();
}
