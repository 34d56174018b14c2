package org.clutch.transport.sharedmemory;

/**
 * How large the records of one ring may become, as it is configured.
 *
 * @param units of 64 bytes, a power of two
 */
record Bound(long units) {
    static final String PID = "org.clutch.transport.sharedmemory";
    static final int LEAST = 64 << 10;
    static final int MOST = 1 << 30;
    static final int DEFAULT = 256 << 20;

    /**
     * Takes over a configured value.
     *
     * @param ringBytes in {@link #LEAST} to {@link #MOST}; rounded down to a power of two
     */
    static Bound of(int ringBytes) {
        return new Bound(Integer.highestOneBit(ringBytes) / RingLayout.UNIT);
    }

    /** Gives the number of bytes that so many units are. */
    long bytes(long number) {
        return number * RingLayout.UNIT;
    }

    /**
     * Fails if a message is larger than every ring. It may take half of one, so that it fits wherever the last one ended.
     *
     * @param size that of its form, in bytes
     */
    void check(long size) {
        if (2 * RingLayout.units(size) > units) {
            throw new IllegalArgumentException("a message of " + size + " bytes is larger than the transport "
                    + "shared-memory takes, " + (bytes(units) / 2 - RingLayout.FORM) + " bytes: that is half of " + this
                    + "; configure a larger one, at most " + MOST + ", or use another transport");
        }
    }

    @Override
    public String toString() {
        return "ringBytes = " + bytes(units) + " of " + PID;
    }
}
