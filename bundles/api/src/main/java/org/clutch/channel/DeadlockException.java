package org.clutch.channel;

/** The thread can never be woken: every thread that could wake it waits in the same way. The message shows the cycle. */
public class DeadlockException extends ChannelException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public DeadlockException(String message) {
        super(message);
    }
}
