package org.clutch.itests.stress.handover;

import org.clutch.core.memory.RegionsUnderStress;
import org.junit.jupiter.api.Test;

/** What those who move, receive, borrow and close one region can see of each other. */
class RegionHandOverIT {
    @Test
    void nobodySeesAForbiddenHistory() throws Exception {
        Jcstress.run("regions", RegionsUnderStress.class).assertOnlyAllowedHistories();
    }
}
