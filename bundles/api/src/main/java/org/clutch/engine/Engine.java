package org.clutch.engine;

import java.util.Set;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Program;
import org.clutch.interpreter.PythonOptions;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes interpreter states: a service. The core drives it; when the service goes away the core closes its states first.
 * Any thread may call.
 */
@ConsumerType
public interface Engine {
    /**
     * Makes a state that belongs to no interpreter yet: the slow part of making an interpreter.
     *
     * @param spec what it should be like
     * @return a new state, to be adopted or closed
     * @throws org.clutch.interpreter.InterpreterException if it cannot be made
     */
    PreparedState prepare(InterpreterSpec spec);

    /**
     * Makes the state of the main interpreter for a program. The calling thread becomes Python's main thread.
     *
     * @param program what it will run
     * @param options what holds there, and in all states that are made from now on
     * @param host its way back to the core
     * @return a new state, which has run nothing yet
     * @throws org.clutch.interpreter.InterpreterException if it cannot be made
     */
    MainState createMain(Program program, PythonOptions options, Host host);

    /**
     * Names the top-level modules that every interpreter has, such as those of the standard library: an import of such a name
     * finds them, and never a bundle's module.
     *
     * @return the names; the same at each call
     */
    default Set<String> moduleNames() {
        return Set.of();
    }
}
