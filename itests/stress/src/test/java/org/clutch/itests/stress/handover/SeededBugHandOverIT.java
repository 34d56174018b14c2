package org.clutch.itests.stress.handover;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.clutch.itests.stress.TransportUnderTest;
import org.junit.jupiter.api.Test;

/** The stress finds the conduit that is broken on purpose: it can fail, so that it passes elsewhere means something. */
class SeededBugHandOverIT {
    @Test
    void lossIsFound() throws Exception {
        assertEquals(Set.of(Retirement.AgainstSender.class.getCanonicalName()),
                Jcstress.run(TransportUnderTest.ONE_VOLATILE_READ, Retirement.AgainstSender.class).failed());
    }
}
