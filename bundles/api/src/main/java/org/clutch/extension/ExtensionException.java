package org.clutch.extension;

/** A module cannot be imported; Python's ImportError. The message says why and what to do. */
public class ExtensionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what failed, why, and the remedy
     */
    public ExtensionException(String message) {
        super(message);
    }

    /**
     * Makes one.
     *
     * @param message what failed, why, and the remedy
     * @param cause what went wrong in the extension
     */
    public ExtensionException(String message, Throwable cause) {
        super(message, cause);
    }
}
