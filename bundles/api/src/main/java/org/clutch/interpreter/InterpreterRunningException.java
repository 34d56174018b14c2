package org.clutch.interpreter;

/** The interpreter is running, so that it can neither run something else nor be closed. It stays usable. */
public class InterpreterRunningException extends InterpreterException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what was refused.
     *
     * @param message which interpreter is running
     */
    public InterpreterRunningException(String message) {
        super(message);
    }
}
