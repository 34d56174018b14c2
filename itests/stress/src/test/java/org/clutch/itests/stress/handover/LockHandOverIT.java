package org.clutch.itests.stress.handover;

import org.clutch.core.sync.LocksUnderStress;
import org.clutch.core.sync.SignalsUnderStress;
import org.junit.jupiter.api.Test;

/** What users of locks, semaphores, events, conditions and barriers can see of each other, and of an interpreter's end. */
class LockHandOverIT {
    @Test
    void nobodySeesAForbiddenHistory() throws Exception {
        Jcstress.run("locks", LocksUnderStress.class, SignalsUnderStress.class).assertOnlyAllowedHistories();
    }
}
