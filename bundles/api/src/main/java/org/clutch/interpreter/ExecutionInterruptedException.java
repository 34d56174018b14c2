package org.clutch.interpreter;

/** The code did not end by itself: the interpreter was interrupted, or closed, while it ran. */
public class ExecutionInterruptedException extends InterpreterException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what happened.
     *
     * @param message which interpreter, and what ended the code
     */
    public ExecutionInterruptedException(String message) {
        super(message);
    }
}
