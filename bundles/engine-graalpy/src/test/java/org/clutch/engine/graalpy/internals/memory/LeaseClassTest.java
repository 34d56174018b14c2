package org.clutch.engine.graalpy.internals.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The class that is made at run time, below one that is like the engine's. */
class LeaseClassTest {
    /** As the engine has it. */
    public static class Counter {
        final AtomicInteger exports = new AtomicInteger(2);

        public int decrementExports() {
            return exports.decrementAndGet();
        }
    }

    @Test
    void runsTheLeaseAtZeroAndOnlyThen() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Runnable lease = ended::incrementAndGet;
        Class<?> type = LeaseClass.below(Counter.class);
        Counter counter = (Counter) type.getConstructor(Runnable.class).newInstance(lease);
        assertSame(lease, type.getField(LeaseClass.LEASE).get(counter));
        assertEquals(1, counter.decrementExports());
        assertEquals(0, ended.get());
        assertEquals(0, counter.decrementExports());
        assertEquals(1, ended.get());
        assertEquals(-1, counter.decrementExports());
        assertEquals(1, ended.get());
    }
}
