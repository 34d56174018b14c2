package org.clutch.share;

/** A value cannot cross to another interpreter. Nothing was sent. */
public class NotShareableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the offender.
     *
     * @param path where it is, such as {@code args[1]}
     * @param type its type
     */
    public NotShareableException(String path, String type) {
        super(path + " is of type " + type + ", which cannot cross between interpreters");
    }

    /**
     * Tells a reason that an interpreter gave.
     *
     * @param message what cannot cross, where, and why
     */
    public NotShareableException(String message) {
        super(message);
    }
}
