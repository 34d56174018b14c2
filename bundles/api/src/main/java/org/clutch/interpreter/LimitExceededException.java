package org.clutch.interpreter;

/** Code was ended because it went beyond a {@linkplain Limits limit} of its interpreter. */
public class LimitExceededException extends ExecutionInterruptedException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells which limit.
     *
     * @param message the interpreter and the limit
     */
    public LimitExceededException(String message) {
        super(message);
    }
}
