package org.clutch.share;

/** A region was used, or moved, by whom it does not belong to: it was moved to somebody else. */
public class OwnershipException extends RegionException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which region, what is wrong, and what to do
     */
    public OwnershipException(String message) {
        super(message);
    }
}
