package org.clutch.jmx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ManagementTest {
    @Test
    void withoutTheCoreHealthIsCriticalAndTheTablesAreEmpty() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName health = new ObjectName("org.clutch:type=Health");
        Management management = new Management();
        management.start();
        try {
            assertEquals("CRITICAL", server.getAttribute(health, "Status"));
            assertArrayEquals(
                    new String[]{
                            "CRITICAL: no interpreter can be made: start the bundles of the core and of an engine"},
                    (String[]) server.getAttribute(health, "Problems"));
            assertEquals(0,
                    ((Object[]) server.getAttribute(new ObjectName("org.clutch:type=Channels"), "Channels")).length);
        } finally {
            management.stop();
        }
        assertFalse(server.isRegistered(health));
    }
}
