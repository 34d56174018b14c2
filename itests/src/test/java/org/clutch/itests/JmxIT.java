package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.Health;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What JMX shows of a live container. */
public class JmxIT extends ContainerTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @Inject
    private BundleContext context;
    @Inject
    private Diagnosis diagnosis;

    private static Object attribute(String type, String name) throws Exception {
        return SERVER.getAttribute(new ObjectName("org.clutch:type=" + type), name);
    }

    private static List<String> problems() throws Exception {
        return List.of((String[]) attribute("Health", "Problems"));
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(each -> each.getSymbolicName().equals(name)).findAny()
                .orElseThrow();
    }

    @Test
    public void healthWarnsWhileATransportIsAway() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        queue.put(1);
        String suspended = "WARN: .*\\bqueue " + queue.id()
                + "\\b.* suspended: start a bundle that offers the transport 'queue'";
        assertFalse(problems().toString(), problems().stream().anyMatch(each -> each.matches(suspended)));
        Bundle transport = bundle("org.clutch.transport.queue");
        transport.stop();
        List<String> meanwhile = problems();
        String status = (String) attribute("Health", "Status");
        Health judged = diagnosis.health();
        transport.start();
        assertEquals(judged.problems().stream().map(Health.Problem::toString).toList(), meanwhile);
        assertEquals(judged.status().name(), status);
        assertTrue(meanwhile.toString(), meanwhile.stream().anyMatch(each -> each.matches(suspended)));
        assertNotEquals("OK", status);
        assertFalse(problems().toString(), problems().stream().anyMatch(each -> each.matches(suspended)));
        assertEquals(1L, queue.take());
    }

    @Test
    public void interpretersAndChannelsAreRows() throws Exception {
        Interpreter named = interpreters.create(new InterpreterSpec("for-jmx"));
        named.exec("pass");
        CompositeData row = Arrays.stream((CompositeData[]) attribute("Interpreters", "Interpreters"))
                .filter(each -> each.get("id").equals(named.id())).findAny().orElseThrow();
        assertEquals("for-jmx", row.get("name"));
        assertEquals("IDLE", row.get("state"));
        assertEquals(1L, row.get("runs"));
        InterpreterQueue queue = queues.create(5, UnboundItems.UNBOUND);
        queue.put(1);
        queue.put(2);
        queue.take();
        CompositeData line = Arrays.stream((CompositeData[]) attribute("Channels", "Channels"))
                .filter(each -> each.get("queue").equals(true) && each.get("id").equals(queue.id())).findAny()
                .orElseThrow();
        assertEquals(1, line.get("size"));
        assertEquals(5, line.get("capacity"));
        assertEquals(1L, line.get("received"));
        assertEquals("OPEN", line.get("state"));
    }

    @Test
    public void beansComeAndGoWithTheBundle() throws Exception {
        ObjectName all = new ObjectName("org.clutch:*");
        assertEquals(4, SERVER.queryNames(all, null).size());
        Bundle bundle = bundle("org.clutch.jmx");
        bundle.stop();
        assertEquals(0, SERVER.queryNames(all, null).size());
        bundle.start();
        assertEquals(4, SERVER.queryNames(all, null).size());
    }
}
