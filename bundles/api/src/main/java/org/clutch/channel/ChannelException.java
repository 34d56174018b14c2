package org.clutch.channel;

/** An operation on a channel cannot be done; what it was to send or receive is where it was. */
public class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public ChannelException(String message) {
        super(message);
    }

    /**
     * Makes an exception for a failure of something below.
     *
     * @param message which channel, what is wrong, and what to do
     * @param cause what failed
     */
    public ChannelException(String message, Throwable cause) {
        super(message, cause);
    }
}
