package org.clutch.engine.graalpy.internals.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long an exporter stays pinned. */
class ClaimsTest {
    private final AtomicInteger unpinned = new AtomicInteger();
    private final Set<Lease> leases = new HashSet<>();

    private Root root() {
        return new Root(unpinned::incrementAndGet, null);
    }

    @Test
    void messageThatNobodyReceivedUnpinsOnce() {
        Claims claims = new Claims(root());
        claims.releaseOwn();
        claims.releaseOwn();
        assertEquals(1, unpinned.get());
        assertFalse(claims.take(), "nobody can receive it any more");
    }

    @Test
    void receiverTakesTheClaimOfTheMessageOver() {
        Claims claims = new Claims(root());
        assertTrue(claims.take());
        claims.releaseOwn();
        assertEquals(0, unpinned.get());
        Lease lease = new Lease(claims, leases);
        assertEquals(Set.of(lease), leases);
        lease.run();
        lease.run();
        assertEquals(1, unpinned.get());
        assertNull(lease.root());
        assertTrue(leases.isEmpty());
    }

    @Test
    void allReceiversOfOneMessageCount() {
        Claims claims = new Claims(root());
        assertTrue(claims.take() && claims.take());
        Lease one = new Lease(claims, leases);
        Lease two = new Lease(claims, leases);
        one.run();
        one.run();
        assertEquals(0, unpinned.get());
        two.run();
        assertEquals(1, unpinned.get());
    }

    @Test
    void whatIsSentOnHoldsWhereItCameFrom() {
        Root first = root();
        Lease lease = new Lease(new Claims(first), leases);
        assertTrue(lease.root().hold());
        AtomicInteger second = new AtomicInteger();
        Claims sentOn = new Claims(new Root(second::incrementAndGet, first));
        lease.run();
        assertEquals(0, unpinned.get());
        sentOn.releaseOwn();
        assertEquals(1, second.get());
        assertEquals(1, unpinned.get());
        assertFalse(first.hold());
    }

    @Test
    void leaseOfWhatNobodyPinsIsNothing() {
        Lease lease = new Lease(null, leases);
        assertNull(lease.root());
        lease.run();
        assertTrue(leases.isEmpty());
    }

    @Test
    void receiveAndReleaseThatRaceAgree() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Phaser start = new Phaser(2);
            for (int i = 1; i <= 2_000; i++) {
                Claims claims = new Claims(root());
                Future<Boolean> taken = threads.submit(together(start, claims::take));
                Future<Boolean> released = threads.submit(together(start, () -> {
                    claims.releaseOwn();
                    return true;
                }));
                released.get();
                if (taken.get()) {
                    assertEquals(i - 1, unpinned.get(), "released although it was received");
                    claims.release();
                }
                assertEquals(i, unpinned.get());
            }
        }
    }

    private static Callable<Boolean> together(Phaser start, Callable<Boolean> action) {
        return () -> {
            start.arriveAndAwaitAdvance();
            return action.call();
        };
    }
}
