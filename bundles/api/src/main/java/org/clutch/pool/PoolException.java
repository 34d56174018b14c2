package org.clutch.pool;

import org.clutch.interpreter.InterpreterException;

/** A pool cannot do what was asked. */
public class PoolException extends InterpreterException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong.
     *
     * @param message which pool, and why
     */
    public PoolException(String message) {
        super(message);
    }

    /**
     * Tells what is wrong, and what was behind it.
     *
     * @param message which pool, and why
     * @param cause what was behind it
     */
    public PoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
