package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.ConduitListener;

/**
 * A listener that counts what it hears. Any thread may call any method. It takes no lock, so it orders nothing that the
 * conduit itself does not order, beside what its two counters do.
 */
public final class HeardChanges implements ConduitListener {
    private final AtomicInteger readable = new AtomicInteger();
    private final AtomicInteger writable = new AtomicInteger();

    /** Makes a listener that has heard nothing. */
    public HeardChanges() {}

    @Override
    public void readable() {
        readable.incrementAndGet();
    }

    @Override
    public void writable() {
        writable.incrementAndGet();
    }

    /**
     * Counts the calls of {@link #readable()}.
     *
     * @return how often a message was said to be accepted
     */
    public int timesReadable() {
        return readable.get();
    }

    /**
     * Counts the calls of {@link #writable()}.
     *
     * @return how often a message was said to be taken
     */
    public int timesWritable() {
        return writable.get();
    }

    /** Fails unless {@link #writable()} was called so often, or more often if that is allowed. */
    void assertWritable(int times, boolean orMore) {
        int heard = timesWritable();
        assertTrue(heard == times || orMore && heard > times,
                () -> "writable() was to be called " + times + " times, and was " + heard + " times");
    }

    @Override
    public String toString() {
        return "readable " + readable + " times, writable " + writable + " times";
    }
}
