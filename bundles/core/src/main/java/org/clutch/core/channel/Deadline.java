package org.clutch.core.channel;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long a caller wants to wait: never, for a while, or for ever. */
public final class Deadline {
    /** For ever. */
    public static final Deadline NEVER = new Deadline(false, 0);

    private final boolean limited;
    private final long start = System.nanoTime();
    private final long nanos;

    private Deadline(boolean limited, long nanos) {
        this.limited = limited;
        this.nanos = nanos;
    }

    /** Gives the end of a wait that begins now; zero or less does not wait. */
    public static Deadline after(Duration timeout) {
        return new Deadline(true, timeout.isPositive() ? TimeUnit.NANOSECONDS.convert(timeout) : 0);
    }

    boolean isNever() {
        return !limited;
    }

    /** Gives the nanoseconds that are left, zero or less if none are; of no use if it is never. */
    public long left() {
        return nanos - (System.nanoTime() - start);
    }

    boolean isOver() {
        return limited && left() <= 0;
    }
}
