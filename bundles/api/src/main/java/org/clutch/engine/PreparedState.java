package org.clutch.engine;

import org.clutch.interpreter.InterpreterSpec;
import org.osgi.annotation.versioning.ConsumerType;

/** A state that has run nothing and waits for its interpreter. It is adopted or closed, once, by any thread. */
@ConsumerType
public interface PreparedState {
    /**
     * Says whether an interpreter of this spec can have this state: whether all that differs from the spec which it was
     * prepared for is taken on by {@link #adopt}.
     *
     * @param spec what an interpreter should be like
     * @return true if it fits
     */
    boolean fits(InterpreterSpec spec);

    /**
     * Gives the state to an interpreter: it takes on the spec's name, environment, path and streams, and the environment
     * that the process has by now. Quick.
     *
     * @param spec what the interpreter should be like, one that fits
     * @param host its way back to the core
     * @return the state, idle
     */
    InterpreterState adopt(InterpreterSpec spec, Host host);

    /** Ends a state that nobody adopted, or whose adoption failed. */
    void close();
}
