package org.clutch.interpreter;

/** There is no such interpreter, or it is closed. Python's {@code InterpreterNotFoundError}. */
public class InterpreterNotFoundException extends InterpreterException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the interpreter.
     *
     * @param id the id that nobody has (any more)
     */
    public InterpreterNotFoundException(long id) {
        super("unrecognized interpreter ID " + id);
    }
}
