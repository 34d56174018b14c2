package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.clutch.sync.Barrier;
import org.clutch.sync.BrokenBarrierException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BarrierTest {
    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);
    private final Barrier here = one.barrier(3, null, null, "");
    private final Barrier there = given(two, here);

    private Background<Integer> arrive(Barrier barrier) {
        int before = barrier.waiting();
        Background<Integer> arrival = Background.call(barrier::await);
        while (barrier.waiting() == before) {
            Background.pause();
        }
        return arrival;
    }

    @Test
    void allGoOnTogetherRoundAfterRound() throws Exception {
        List<Background<Void>> all = List.of(rounds(here), rounds(there), rounds(there));
        for (Background<Void> each : all) {
            each.result();
        }
        assertEquals(0, here.waiting());
    }

    private Background<Void> rounds(Barrier barrier) {
        return Background.run(() -> {
            for (int i = 0; i < 1_000; i++) {
                barrier.await();
            }
        });
    }

    @Test
    void eachHasItsNumber() throws Exception {
        Background<Integer> first = arrive(there);
        Background<Integer> second = arrive(here);
        assertEquals(2, here.waiting());
        assertEquals(2, there.await());
        assertEquals(new TreeSet<>(List.of(0, 1)), new TreeSet<>(List.of(first.result(), second.result())));
    }

    @Test
    void whoseTimeIsOverBreaksIt() throws Exception {
        Background<Integer> waiter = arrive(here);
        assertThrows(BrokenBarrierException.class, () -> there.await(Duration.ofMillis(1)));
        waiter.failure(BrokenBarrierException.class);
        assertTrue(here.isBroken());
        assertThrows(BrokenBarrierException.class, here::await);
        here.reset();
        assertFalse(there.isBroken());
        eachHasItsNumber();
    }

    @Test
    void timeOfItsMakerHoldsForAll() {
        Barrier hurried = one.barrier(2, null, Duration.ofMillis(1), "");
        assertThrows(BrokenBarrierException.class, given(two, hurried)::await);
    }

    @Test
    void interruptedOneBreaksIt() throws Exception {
        Background<Integer> waiter = arrive(here);
        Background<Integer> other = arrive(there);
        waiter.interrupt();
        waiter.failure(InterruptedException.class);
        other.failure(BrokenBarrierException.class);
    }

    @Test
    void resetIsABreakForThoseWhoWait() throws Exception {
        Background<Integer> waiter = arrive(there);
        here.reset();
        waiter.failure(BrokenBarrierException.class);
        assertFalse(here.isBroken());
        eachHasItsNumber();
    }

    @Test
    void interpreterThatEndsBreaksItForTheOthers() throws Exception {
        Background<Integer> waiter = arrive(here);
        // A thread that is gone without a word.
        there.arrive(null);
        two.ended();
        waiter.failure(BrokenBarrierException.class);
        assertTrue(here.isBroken());
    }

    @Test
    void interpreterThatEndsAfterwardsHarmsNothing() throws Exception {
        Background<Integer> first = arrive(there);
        Background<Integer> second = arrive(there);
        here.await();
        first.result();
        second.result();
        two.ended();
        assertFalse(here.isBroken());
    }

    @Test
    void whoComesDuringTheActionIsOfTheNextRound() throws Exception {
        Barrier barrier = one.barrier(1, "action", null, "");
        assertEquals("action", barrier.action());
        Barrier.Arrival last = barrier.arrive(null);
        assertTrue(last.isLast());
        assertNull(barrier.arrive(Duration.ZERO));
        Background<Barrier.Arrival> next = Background.call(() -> barrier.arrive(null)).parked();
        last.pass();
        next.result().pass();
    }

    @Test
    void actionThatFailsBreaksIt() throws Exception {
        Barrier barrier = one.barrier(2, "action", null, "");
        Background<Integer> waiter = arrive(barrier);
        assertThrows(UnsupportedOperationException.class, given(two, barrier)::await);
        waiter.failure(BrokenBarrierException.class);
    }

    @Test
    void partiesArePositive() {
        assertThrows(IllegalArgumentException.class, () -> one.barrier(0, null, null, ""));
    }
}
