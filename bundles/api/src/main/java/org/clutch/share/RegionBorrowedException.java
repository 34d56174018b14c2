package org.clutch.share;

/** A region is borrowed, so it cannot be moved, or cannot be borrowed as well. */
public class RegionBorrowedException extends RegionException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which region, what is wrong, and what to do
     */
    public RegionBorrowedException(String message) {
        super(message);
    }
}
