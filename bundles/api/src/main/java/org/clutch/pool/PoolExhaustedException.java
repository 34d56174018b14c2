package org.clutch.pool;

/** All interpreters of a pool were on loan for as long as the caller was willing to wait. */
public class PoolExhaustedException extends PoolException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells what is wrong.
     *
     * @param message which pool, how many interpreters, how long
     */
    public PoolExhaustedException(String message) {
        super(message);
    }
}
