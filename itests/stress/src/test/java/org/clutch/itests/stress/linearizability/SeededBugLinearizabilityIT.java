package org.clutch.itests.stress.linearizability;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.itests.stress.linearizability.Linearizability.Case;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;

/** Lincheck finds the conduit that is broken on purpose: it can fail, so that it passes elsewhere means something. */
class SeededBugLinearizabilityIT {
    private static final Case BROKEN = new Case(Broken.class, SequentialConduit.Unbounded.class);

    @Test
    void lossIsFoundUnderStress() {
        // It ends with what it finds, so that it tries for so long costs nothing; the quick mode misses it at times.
        assertFound(() -> Linearizability.stress(BROKEN, 200, 3_000));
    }

    @Test
    void lossIsFoundInChosenOrders() {
        assertFound(() -> Linearizability.modelChecking(BROKEN));
    }

    private static void assertFound(Runnable check) {
        String found = assertThrows(LincheckAssertionError.class, check::run).getMessage();
        assertTrue(found.contains("retire"), found);
    }

    /** The one with the bug. */
    public static final class Broken extends ConduitOperations {
        /** Lincheck makes it. */
        public Broken() {
            super(TransportUnderTest.ONE_VOLATILE_READ, Shape.UNBOUNDED);
        }
    }
}
