package org.clutch.interpreter;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All Python interpreters of this framework: a service, and the way in. Any thread may call; nothing here waits for an
 * interpreter that runs.
 *
 * @see <a href="https://peps.python.org/pep-0734/">PEP 734</a>
 */
@ProviderType
public interface Interpreters {
    /**
     * Gives the main interpreter, id 0, and makes it if nobody has yet.
     *
     * @return the main interpreter
     * @throws InterpreterException if no engine is there to make it
     */
    Interpreter main();

    /**
     * Runs a program in the main interpreter, as {@code python} would, on the calling thread, which becomes Python's main
     * thread. Blocks until the program, its non-daemon threads and its atexit functions have ended; then the main
     * interpreter is gone for good.
     *
     * @param program what to run
     * @param options what holds there, and in all interpreters that are made from now on
     * @return the exit status that {@code python} would give
     * @throws InterpreterException if there is a main interpreter already, or no engine
     */
    int runMain(Program program, PythonOptions options);

    /**
     * Runs a program in the main interpreter, without any options.
     *
     * @param program what to run
     * @return the exit status that {@code python} would give
     * @throws InterpreterException if there is a main interpreter already, or no engine
     */
    default int runMain(Program program) {
        return runMain(program, PythonOptions.NONE);
    }

    /**
     * Makes a subinterpreter with the {@linkplain InterpreterSpec#DEFAULT default} spec.
     *
     * @return a new interpreter, idle
     * @throws InterpreterException if no engine is there to make it
     */
    default Interpreter create() {
        return create(InterpreterSpec.DEFAULT);
    }

    /**
     * Makes a subinterpreter.
     *
     * @param spec what it should be like
     * @return a new interpreter, idle
     * @throws InterpreterException if no engine is there to make it
     */
    Interpreter create(InterpreterSpec spec);

    /**
     * Lists the interpreters that exist, the main one included once it does.
     *
     * @return a snapshot, in the order of ids
     */
    List<Interpreter> list();

    /**
     * Finds an interpreter.
     *
     * @param id its id
     * @return the interpreter, or empty if none has that id (any more)
     */
    Optional<Interpreter> find(long id);
}
