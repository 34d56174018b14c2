package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.sync.Semaphore;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SemaphoreTest {
    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);

    @Test
    void asManyAsThereArePermits() throws Exception {
        Semaphore here = one.semaphore(2, false, "");
        Semaphore there = given(two, here);
        assertTrue(here.tryAcquire());
        assertTrue(there.tryAcquire());
        assertFalse(here.tryAcquire());
        assertFalse(there.acquire(Duration.ofMillis(1)));
        Background<Void> first = Background.run(there::acquire).parked();
        Background<Void> second = Background.run(here::acquire).parked();
        here.release(3);
        first.result();
        second.result();
        assertEquals(1, there.permits());
    }

    @Test
    void neverMoreAtATimeUnderLoad() throws Exception {
        Semaphore here = one.semaphore(2, true, "");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Background<Void>> all = new ArrayList<>();
        for (Semaphore semaphore : List.of(here, given(two, here), here, given(two, here))) {
            all.add(Background.run(() -> {
                for (int i = 0; i < 2_000; i++) {
                    semaphore.acquire();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    semaphore.release(1);
                }
            }));
        }
        for (Background<Void> each : all) {
            each.result();
        }
        assertTrue(most.get() <= 2, "inside at a time: " + most);
        assertEquals(2, here.permits());
    }

    @Test
    void wrongNumbersChangeNothing() {
        assertThrows(IllegalArgumentException.class, () -> one.semaphore(-1, false, ""));
        Semaphore bounded = one.semaphore(1, true, "");
        assertThrows(IllegalArgumentException.class, () -> bounded.release(1));
        assertThrows(IllegalArgumentException.class, () -> bounded.release(0));
        assertEquals(1, bounded.permits());
        Semaphore full = one.semaphore(Long.MAX_VALUE, false, "");
        assertThrows(IllegalArgumentException.class, () -> full.release(1));
    }
}
