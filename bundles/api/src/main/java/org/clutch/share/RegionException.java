package org.clutch.share;

/** Something cannot be done with a region as it is now. Nothing was changed. */
public class RegionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which region, what is wrong, and what to do
     */
    public RegionException(String message) {
        super(message);
    }
}
