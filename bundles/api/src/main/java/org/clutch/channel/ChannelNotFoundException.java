package org.clutch.channel;

/** There is no such channel, or nobody holds it any more. */
public class ChannelNotFoundException extends ChannelException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public ChannelNotFoundException(String message) {
        super(message);
    }
}
