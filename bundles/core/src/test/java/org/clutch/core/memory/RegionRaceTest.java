package org.clutch.core.memory;

import static org.clutch.core.memory.RegionFixture.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.concurrent.Callable;
import java.util.concurrent.Phaser;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two that do something to one region at the same instant: one of them comes first. */
@Timeout(120)
class RegionRaceTest {
    private static final int ROUNDS = 1000;

    private final RegionFixture fixture = new RegionFixture(0);
    private final InterpretersRegions one = fixture.of(1);
    private final InterpretersRegions two = fixture.of(2);
    private final Phaser start = new Phaser(2);

    /** Does something along with another; null if the region refuses. */
    private <T> Background<T> together(Callable<T> action) {
        return Background.call(() -> {
            start.arriveAndAwaitAdvance();
            try {
                return action.call();
            } catch (RegionException e) {
                return null;
            }
        });
    }

    @Test
    void moveAndBorrow() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Region mine = small(one);
            Region theirs = two.receive(mine.reference());
            Background<RegionReference> moved = together(mine::move);
            Background<Borrow> borrowed = together(() -> theirs.borrow(Access.SHARED));
            assertTrue(moved.result() == null ^ borrowed.result() == null, "either moved or borrowed");
            if (borrowed.result() != null) {
                borrowed.result().close();
            } else {
                moved.result().release();
            }
            mine.close();
            theirs.close();
        }
        assertEquals(0, fixture.regions());
    }

    @Test
    void twoExclusiveBorrows() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Region mine = small(one);
            Background<Borrow> first = together(() -> mine.borrow(Access.EXCLUSIVE));
            Background<Borrow> second = together(() -> mine.borrow(Access.EXCLUSIVE));
            assertTrue(first.result() == null ^ second.result() == null, "only one of them");
            (first.result() == null ? second : first).result().close();
            mine.close();
        }
        assertEquals(0, fixture.regions());
    }

    @Test
    void moveReceivedAndTakenBack() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Region mine = small(one);
            RegionReference reference = mine.move();
            Background<Region> received = together(() -> two.receive(reference));
            Background<Boolean> released = together(() -> {
                reference.release();
                return true;
            });
            released.result();
            Region theirs = received.result();
            // Whoever has it can move it on, and the other one cannot use it.
            RegionReference on = (theirs == null ? mine : theirs).move();
            on.release();
            if (theirs != null) {
                theirs.close();
            }
            mine.close();
        }
        assertEquals(0, fixture.regions());
    }

    @Test
    void lastCloseAndAttach() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Region mine = one.allocate(new RegionSpec(8).withName("name"));
            Background<Boolean> closed = together(() -> {
                mine.close();
                return true;
            });
            Background<Region> attached = together(() -> two.attach("name").orElse(null));
            closed.result();
            if (attached.result() != null) {
                try (Region theirs = attached.result(); Borrow borrow = theirs.borrow(Access.SHARED)) {
                    borrow.segment().set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
                }
            }
            assertEquals(0, fixture.regions());
        }
    }

    @Test
    void lastCloseAndBorrow() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Region mine = small(one);
            Background<Boolean> closed = together(() -> {
                mine.close();
                return true;
            });
            Background<Borrow> borrowed = together(() -> mine.borrow(Access.SHARED));
            closed.result();
            if (borrowed.result() != null) {
                borrowed.result().segment().set(ValueLayout.JAVA_BYTE, 7, (byte) 1);
                borrowed.result().close();
            }
            assertEquals(0, fixture.regions());
        }
    }

    @Test
    void endAndReceive() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            InterpretersRegions ending = fixture.of(1000L + i);
            RegionReference reference = small(one).move();
            Background<Region> received = together(() -> ending.receive(reference));
            Background<Boolean> ended = together(() -> {
                ending.ended();
                return true;
            });
            ended.result();
            received.result();
            reference.release();
        }
        one.ended();
        fixture.collectUntilRegionsAre(0);
        assertFalse(fixture.broker.attach("name").isPresent());
    }
}
