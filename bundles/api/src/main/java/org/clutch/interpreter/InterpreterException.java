package org.clutch.interpreter;

/** An interpreter cannot do what was asked, though it stays usable. Python's {@code InterpreterError}. */
public class InterpreterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong.
     *
     * @param message what was asked, of which interpreter, and why it cannot be
     */
    public InterpreterException(String message) {
        super(message);
    }

    /**
     * Tells what is wrong, and what was behind it.
     *
     * @param message what was asked, of which interpreter, and why it cannot be
     * @param cause what was behind it
     */
    public InterpreterException(String message, Throwable cause) {
        super(message, cause);
    }
}
