package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.clutch.interpreter.InterpreterException;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.clutch.pool.PoolException;
import org.clutch.pool.PoolExhaustedException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for an interpreter, in which order, and what ends a wait. */
@Timeout(60)
class WaitingTest extends PoolFixture {
    @Test
    void whoeverAsksFirstIsServedFirst() throws Exception {
        start("max", 1);
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        Lease first = pool.lease();
        List<Background<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            waiting.add(Background.run(() -> {
                try (Lease _ = pool.lease()) {
                    served.add(number);
                }
            }).parked());
            until(() -> pool.statistics().waiting() == number + 1);
        }
        first.close();
        for (Background<Void> each : waiting) {
            each.result();
        }
        assertEquals(IntStream.range(0, 20).boxed().toList(), served);
    }

    @Test
    void callerWhoDoesNotWaitDoesNotOvertake() throws Exception {
        start("max", 2);
        Lease one = pool.lease();
        Lease two = pool.lease();
        Background<Lease> waiting = Background.call(() -> pool.lease()).parked();
        until(() -> pool.statistics().waiting() == 1);
        assertThrows(PoolExhaustedException.class, () -> pool.lease(Duration.ZERO));
        one.close();
        waiting.result().close();
        two.close();
        pool.lease(Duration.ZERO).close();
    }

    @Test
    void interruptedWaiterTakesNothingAlong() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Background<Lease> waiting = Background.call(() -> pool.lease()).parked();
        Background<Lease> next = Background.call(() -> pool.lease()).parked();
        until(() -> pool.statistics().waiting() == 2);
        waiting.interrupt();
        waiting.failure(InterruptedException.class);
        lease.close();
        next.result().close();
        pool.lease(Duration.ZERO).close();
        assertEquals(1, interpreters.made.size());
    }

    @Test
    void waiterWhoIsInterruptedWhileOneIsMadeTakesNothingAlong() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean held = new AtomicBoolean(true);
        interpreters.onCreate = () -> {
            if (held.getAndSet(false)) {
                awaitQuietly(go);
            }
        };
        start("max", 1);
        Background<Lease> making = Background.call(() -> pool.lease()).parked();
        until(() -> !held.get());
        making.interrupt();
        making.failure(InterruptedException.class);
        try (Lease lease = pool.lease()) {
            assertEquals(1, lease.interpreter().id());
        }
        go.countDown();
        until(() -> interpreters.closed.get() == 1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterpreterException("interrupted", e);
        }
    }

    @Test
    void largerMaxWakesThoseWhoWait() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Background<Lease> one = Background.call(() -> pool.lease()).parked();
        Background<Lease> two = Background.call(() -> pool.lease()).parked();
        until(() -> pool.statistics().waiting() == 2);
        pool.configure(settings("max", 3));
        one.result().close();
        two.result().close();
        lease.close();
    }

    @Test
    void smallerMaxFailsNoLeaseAndHoldsAfterwards() throws Exception {
        start("max", 3);
        List<Lease> leases = List.of(pool.lease(), pool.lease(), pool.lease());
        pool.configure(settings("max", 1));
        // Until the last that a change does.
        until(() -> pool.statistics().max() == 1 && !leases.getFirst().renew());
        leases.forEach(lease -> assertEquals("x", lease.interpreter().call("f", "x")));
        leases.get(0).close();
        leases.get(1).close();
        assertThrows(PoolExhaustedException.class, () -> pool.lease(Duration.ZERO));
        leases.get(2).close();
        until(() -> interpreters.open() == 1);
        try (Lease _ = pool.lease()) {
            assertThrows(PoolExhaustedException.class, () -> pool.lease(Duration.ZERO));
        }
    }

    @Test
    void failureToMakeOneReachesTheOneWhoAskedAndNobodyElseWaitsForEver() throws Exception {
        interpreters.onCreate = () -> {
            throw new InterpreterException("no engine");
        };
        start("max", 1);
        List<Background<Lease>> asking = IntStream.range(0, 10).mapToObj(_ -> Background.call(() -> pool.lease()))
                .toList();
        for (Background<Lease> each : asking) {
            PoolException e = each.failure(PoolException.class);
            assertEquals("pool 'test' cannot make an interpreter: no engine", e.getMessage());
        }
        interpreters.onCreate = () -> {};
        pool.lease(Duration.ZERO).close();
    }

    @Test
    void replacementIsMadeForTheOneWhoWaits() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Background<Lease> waiting = Background.call(() -> pool.lease()).parked();
        lease.discard();
        lease.close();
        Lease next = waiting.result();
        assertEquals(2, next.interpreter().id());
        next.close();
        assertEquals(1, pool.statistics().broken());
    }

    @Test
    void endOfThePoolWakesThoseWhoWait() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Background<Lease> waiting = Background.call(() -> pool.lease()).parked();
        until(() -> pool.statistics().waiting() == 1);
        Background<Void> stop = Background.run(() -> pool.stop(Duration.ofMillis(20)));
        PoolClosedException e = waiting.failure(PoolClosedException.class);
        assertEquals("pool 'test' was stopped, so it lends no interpreter", e.getMessage());
        stop.result();
        assertTrue(interpreters.made.getFirst().isClosed());
        lease.close();
        assertThrows(PoolClosedException.class, () -> pool.lease());
        pool = null;
    }
}
