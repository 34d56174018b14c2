package org.clutch.itests.stress.handover;

import org.clutch.core.channel.Moves;
import org.clutch.itests.stress.TransportUnderTest;
import org.junit.jupiter.api.Test;

/** What callers of a conduit of the transport {@code shared-memory}, and of a line on it, can see of each other. */
class SharedMemoryHandOverIT {
    @Test
    void nobodySeesAForbiddenHistory() throws Exception {
        Jcstress.run(TransportUnderTest.SHARED_MEMORY, Visibility.class, Retirement.class, Order.class, Bound.class,
                Batches.class,
                Moves.class).assertOnlyAllowedHistories();
    }
}
