package org.clutch.core.channel;

/** A transport did not give back the messages that it held. */
final class LostMessagesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostMessagesException(String message, Throwable cause) {
        super(message, cause);
    }
}
