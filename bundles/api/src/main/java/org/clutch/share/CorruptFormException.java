package org.clutch.share;

/** What should be the {@linkplain BinaryForm binary form} of a value is none, or is cut off. */
public class CorruptFormException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong, and at which byte
     */
    public CorruptFormException(String message) {
        super(message);
    }
}
