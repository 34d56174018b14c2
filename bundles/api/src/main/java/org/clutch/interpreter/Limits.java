package org.clutch.interpreter;

import java.time.Duration;
import java.util.Objects;

/**
 * How long each {@code exec} or {@code call} of an interpreter may go on. One that goes further ends with a
 * {@link LimitExceededException}.
 *
 * @param statements how many Python statements it may execute, in all threads; zero for any number. Counted is each arrival
 *            at a line of code whose source text is known, so neither a loop within one line nor a function that came as
 *            compiled code: set a time limit as well. The interpreter is discarded when it goes further, and counting
 *            makes its code slower
 * @param time how long it may take; zero for as long as it takes. The interpreter is discarded if it does not unwind
 * @param heapWatermark whether it may be ended, and its interpreter discarded, when the heap stays nearly full and it has
 *            allocated most; that of a confined interpreter always may
 */
public record Limits(long statements, Duration time, boolean heapWatermark) {
    /** No limit at all. */
    public static final Limits NONE = new Limits(0, Duration.ZERO);

    /**
     * Checks the ranges.
     *
     * @param statements how many statements, zero for any number
     * @param time how long, zero for as long as it takes
     * @param heapWatermark whether it may be ended when the heap stays nearly full
     */
    public Limits {
        Objects.requireNonNull(time, "time");
        if (statements < 0) {
            throw new IllegalArgumentException("the limit of statements must not be negative: " + statements);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("the time limit must not be negative: " + time);
        }
    }

    /**
     * Makes limits of statements and time.
     *
     * @param statements how many statements, zero for any number
     * @param time how long, zero for as long as it takes
     */
    public Limits(long statements, Duration time) {
        this(statements, time, false);
    }
}
