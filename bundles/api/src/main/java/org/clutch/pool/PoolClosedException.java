package org.clutch.pool;

/** A pool has ended: its configuration was removed, or its bundle or the interpreter core was stopped. */
public class PoolClosedException extends PoolException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong.
     *
     * @param message which pool, and what became of the task
     */
    public PoolClosedException(String message) {
        super(message);
    }

    /**
     * Tells what became of a task, and what was behind it.
     *
     * @param message which pool, and what became of the task
     * @param cause what was behind it
     */
    public PoolClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
