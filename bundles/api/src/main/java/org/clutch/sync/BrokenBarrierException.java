package org.clutch.sync;

/** The threads that were to meet at a barrier will not. Python's {@code BrokenBarrierError}. */
public class BrokenBarrierException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which barrier, what broke it, and what to do
     */
    public BrokenBarrierException(String message) {
        super(message);
    }
}
