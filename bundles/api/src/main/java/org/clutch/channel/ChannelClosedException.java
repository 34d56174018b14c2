package org.clutch.channel;

/** The channel, or the end in use, is closed: nothing more goes through it. */
public class ChannelClosedException extends ChannelException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public ChannelClosedException(String message) {
        super(message);
    }
}
