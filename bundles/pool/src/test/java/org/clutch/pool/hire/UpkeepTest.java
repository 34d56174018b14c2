package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.clutch.interpreter.InterpreterException;
import org.clutch.pool.Lease;
import org.clutch.testkit.Background;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many interpreters are kept ready, and what a change of the configuration does to a pool at work. */
@Timeout(60)
class UpkeepTest extends PoolFixture {
    @Test
    void minIsMadeAtOnceAndKept() throws Exception {
        start("min", 3, "max", 5, "idleTimeout", 1);
        until(() -> pool.statistics().idle() == 3);
        try (Lease lease = pool.lease()) {
            assertEquals(2, pool.statistics().idle());
            lease.discard();
        }
        until(() -> pool.statistics().idle() == 3 && interpreters.open() == 3);
        assertEquals(4, interpreters.made.size());
    }

    @Test
    void sparesAreKeptBesideThoseOnLoanUpToMax() throws Exception {
        start("spare", 2, "max", 3);
        until(() -> pool.statistics().idle() == 2);
        Lease one = pool.lease();
        until(() -> pool.statistics().idle() == 2);
        Lease two = pool.lease();
        Lease three = pool.lease();
        assertEquals(0, pool.statistics().idle());
        assertEquals(3, interpreters.made.size());
        List.of(one, two, three).forEach(Lease::close);
        assertEquals(3, pool.statistics().idle());
    }

    @Test
    void idleOnesBeyondThatEndAfterTheirTime() throws Exception {
        start("spare", 1, "max", 4, "idleTimeout", 20);
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.add(pool.lease());
        }
        leases.forEach(Lease::close);
        until(() -> pool.statistics().idle() == 1 && interpreters.open() == 1);
        assertEquals(0, pool.statistics().broken());
    }

    @Test
    void usedUpOneIsReplaced() throws Exception {
        start("max", 1, "maxUses", 3);
        List<Long> ids = IntStream.range(0, 7).mapToObj(_ -> pool.submit(it -> it.id()).join()).toList();
        assertEquals(List.of(1L, 1L, 1L, 2L, 2L, 2L, 3L), ids);
    }

    @Test
    void failureToMakeReadyOnesIsLoggedOnceAndTriedAgain() throws Exception {
        interpreters.onCreate = () -> {
            throw new InterpreterException("no engine");
        };
        List<String> lines = CapturedLog.during("org.clutch.pool", () -> {
            start("min", 1, "max", 1);
            for (int i = 0; i < 3; i++) {
                Background.call(() -> pool.lease()).failure(InterpreterException.class);
            }
        });
        assertTrue(lines.size() <= 1, lines::toString);
        lines.forEach(line -> assertEquals("SEVERE pool 'test' cannot make an interpreter: no engine", line));
        interpreters.onCreate = () -> {};
        pool.lease().close();
        assertEquals(1, interpreters.open());
    }

    @Test
    void otherMakingReplacesWhatIsIdleAtOnceAndWhatIsOnLoanLater() throws Exception {
        start("max", 3);
        Lease old = pool.lease();
        pool.lease().close();
        pool.configure(settings("max", 3, "timeLimit", 7));
        // The new one is made before the change, which ends the idle one of the old making.
        until(() -> interpreters.made.size() == 3 && interpreters.open() == 2);
        assertEquals(1, pool.statistics().idle());
        assertEquals("x", old.interpreter().call("f", "x"));
        try (Lease lease = pool.lease()) {
            assertEquals(3, lease.interpreter().id());
        }
        old.close();
        until(() -> interpreters.open() == 1);
        assertEquals(7, interpreters.made.getLast().spec.limits().time().toMillis());
        assertEquals(0, pool.statistics().broken());
    }

    @Test
    void makingThatDoesNotWorkIsLoggedAndNothingChanges() throws Exception {
        start("max", 1);
        pool.lease().close();
        interpreters.onCreate = () -> {
            throw new InterpreterException("no");
        };
        List<String> lines = CapturedLog.during("org.clutch.pool", () -> {
            pool.configure(settings("max", 2, "timeLimit", 7));
            pool.configure(settings("max", 2, "timeLimit", 8));
            until(() -> pool.statistics().made() == 1);
            Background.run(() -> pool.configure(settings("max", 1))).result();
        });
        lines.forEach(line -> assertEquals(
                "SEVERE org.clutch.pool~test stays as it was: pool 'test' cannot make an interpreter: no", line));
        try (Lease lease = pool.lease()) {
            assertEquals(1, lease.interpreter().id());
        }
    }

    @Test
    void leaseThatBeganBeforeAChangeIsServedAllTheSame() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger number = new AtomicInteger();
        interpreters.onCreate = () -> {
            if (number.incrementAndGet() == 1) {
                inside.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new InterpreterException("interrupted", e);
                }
            }
        };
        start("max", 2);
        Background<Lease> making = Background.call(() -> pool.lease());
        inside.await();
        pool.configure(settings("max", 2, "timeLimit", 7));
        until(() -> pool.statistics().idle() == 1);
        go.countDown();
        making.result().close();
        until(() -> interpreters.open() == 1);
    }

    @Test
    void manyChangesUnderLoadFailNoTaskAndLeaveNothing() throws Exception {
        start("max", 4);
        List<Object> items = IntStream.range(0, 5000).<Object>mapToObj(i -> i).toList();
        Background<List<Object>> all = Background.call(() -> pool.map("f", items).get());
        for (int i = 0; i < 200; i++) {
            pool.configure(settings("max", 1 + i % 4, "spare", i % 2, "timeLimit", i % 3, "maxUses", i % 5 * 3, "reset",
                    i % 7 == 0 ? "fresh" : "keep"));
        }
        assertEquals(items, all.result());
        assertEquals(0, pool.statistics().broken());
        pool.configure(settings("max", 2, "min", 2));
        until(() -> interpreters.open() == 2 && pool.statistics().idle() == 2);
    }
}
