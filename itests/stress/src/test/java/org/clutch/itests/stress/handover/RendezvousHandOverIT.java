package org.clutch.itests.stress.handover;

import org.clutch.core.channel.Moves;
import org.clutch.core.channel.WakeUps;
import org.clutch.itests.stress.TransportUnderTest;
import org.junit.jupiter.api.Test;

/** What callers of a conduit of the transport {@code rendezvous}, and of a line on it, can see of each other. */
class RendezvousHandOverIT {
    @Test
    void nobodySeesAForbiddenHistory() throws Exception {
        Jcstress.run(TransportUnderTest.RENDEZVOUS, Visibility.class, Retirement.class, Order.class, Withdrawal.class,
                Moves.class, WakeUps.class).assertOnlyAllowedHistories();
    }
}
