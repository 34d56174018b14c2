package org.clutch.channel;

/** No transport of that name is there; the message lists those that are. */
public class TransportNotFoundException extends ChannelException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception.
     *
     * @param message which channel, what is wrong, and what to do
     */
    public TransportNotFoundException(String message) {
        super(message);
    }
}
