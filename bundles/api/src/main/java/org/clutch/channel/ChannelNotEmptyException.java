package org.clutch.channel;

/** The receive end of a channel cannot be closed in order while messages are in it. */
public class ChannelNotEmptyException extends ChannelException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public ChannelNotEmptyException(String message) {
        super(message);
    }
}
