package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.clutch.sync.Event;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventTest {
    private final SyncFixture fixture = new SyncFixture();
    private final Event here = fixture.of(1).event("");
    private final Event there = given(fixture.of(2), here);

    @Test
    void allGoOnWhenItIsSet() throws Exception {
        assertFalse(there.await(Duration.ofMillis(1)));
        Background<Void> first = Background.run(there::await).parked();
        Background<Boolean> second = Background.call(() -> here.await(Duration.ofMinutes(5))).parked();
        there.set();
        first.result();
        assertTrue(second.result());
        assertTrue(here.isSet());
        assertTrue(here.await(Duration.ZERO));
        here.clear();
        assertFalse(there.isSet());
        assertFalse(there.await(Duration.ZERO));
    }

    @Test
    void whoWaitedGoesOnThoughItIsClearedAtOnce() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Background<Void> waiter = Background.run(there::await).parked();
            here.set();
            here.clear();
            waiter.result();
        }
    }

    @Test
    void waitInPiecesSeesWhatWasBetweenThem() throws Exception {
        long since = there.sets();
        assertFalse(there.await(since, Duration.ZERO));
        here.set();
        here.clear();
        assertTrue(there.await(since, Duration.ZERO));
        assertFalse(there.await(there.sets(), Duration.ZERO));
    }
}
