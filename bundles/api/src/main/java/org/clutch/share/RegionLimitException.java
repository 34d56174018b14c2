package org.clutch.share;

/** There is no room for another region: the limit is reached, after a collection too. */
public class RegionLimitException extends RegionException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which region, what is wrong, and what to do
     */
    public RegionLimitException(String message) {
        super(message);
    }
}
