package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.clutch.pool.Lease;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going on with an interpreter: only if giving it back would have no other effect. */
@Timeout(60)
class RenewTest extends PoolFixture {
    @Test
    void countsAsAnotherLease() throws Exception {
        start("max", 1);
        try (Lease lease = pool.lease()) {
            assertTrue(lease.renew());
            assertTrue(lease.renew());
            assertEquals("x", lease.interpreter().call("f", "x"));
        }
        assertEquals(3, pool.statistics().leases());
        assertEquals(1, pool.statistics().made());
        Lease lease = pool.lease();
        lease.close();
        assertThrows(IllegalStateException.class, lease::renew);
    }

    @Test
    void givesWayToThoseInLine() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Background<Lease> next = Background.call(() -> pool.lease());
        until(() -> pool.statistics().waiting() == 1);
        assertFalse(lease.renew());
        lease.close();
        next.result().close();
    }

    @Test
    void givesNoMoreThanTheSettingsDo() throws Exception {
        refuses("reset", "fresh");
        refuses("timeLimit", 1000);
        refuses("statementLimit", 1000);
        refuses("maxUses", 1);
        start("maxUses", 2);
        try (Lease lease = pool.lease()) {
            assertTrue(lease.renew());
            assertFalse(lease.renew());
        }
    }

    private void refuses(Object... values) throws Exception {
        start(values);
        try (Lease lease = pool.lease()) {
            assertFalse(lease.renew());
        }
        assertEquals(1, pool.statistics().leases());
        stop();
    }

    @Test
    void heedsChanges() throws Exception {
        start("max", 2);
        Lease one = pool.lease();
        Lease two = pool.lease();
        pool.configure(settings("max", 1));
        until(() -> pool.statistics().max() == 1);
        until(() -> !one.renew());
        one.close();
        until(two::renew);
        pool.configure(settings("max", 1, "timeLimit", 1000));
        until(() -> !two.renew());
        two.close();
    }

    @Test
    void goesOnNeitherBrokenNorWithThreadsNorAtTheEnd() throws Exception {
        start("max", 1);
        try (Lease lease = pool.lease()) {
            lease.discard();
            assertFalse(lease.renew());
        }
        CountDownLatch go = new CountDownLatch(1);
        Lease lease = pool.lease();
        Thread left = new Thread(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        left.start();
        interpreters.made.getLast().threads.add(left);
        assertFalse(lease.renew());
        go.countDown();
        lease.close();
    }
}
