package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import javax.inject.Inject;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.Regions;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What Config Admin changes while interpreters run. Its types are not on this test's class path, hence reflection. */
public class ConfigurationIT extends ContainerTest {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String PID = "org.clutch.interpreters";
    private static final String REGIONS_PID = "org.clutch.regions";

    @Inject
    private BundleContext context;
    @Inject
    private Regions regions;

    @After
    public void restore() throws Exception {
        for (String pid : List.of(PID, REGIONS_PID)) {
            Object configuration = configuration(pid);
            configuration.getClass().getMethod("delete").invoke(configuration);
        }
    }

    private Object configuration(String pid) throws Exception {
        ServiceReference<?> reference = context.getServiceReference(ADMIN);
        Object admin = context.getService(reference);
        return admin.getClass().getMethod("getConfiguration", String.class, String.class).invoke(admin, pid, "?");
    }

    private void configure(Object spares) throws Exception {
        configure(PID, "spares", spares);
    }

    private void configure(String pid, String key, Object value) throws Exception {
        Object configuration = configuration(pid);
        Dictionary<String, Object> values = new Hashtable<>();
        values.put(key, value);
        configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, values);
    }

    private static long spares() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("clutch-attendant-spare")).count();
    }

    private static void awaitSpares(long number) {
        while (spares() != number) {
            Thread.onSpinWait();
        }
    }

    @Test
    public void sparesAreMadeAndEndedAsConfigured() throws Exception {
        interpreters.create();
        configure(3);
        awaitSpares(3);
        interpreters.create().exec("pass");
        awaitSpares(3);
        configure(0);
        awaitSpares(0);
        interpreters.create().exec("pass");
        assertEquals(0, spares());
        configure(1);
        awaitSpares(1);
        // Out of range: it stays as it was, and the log says what is allowed.
        configure(-1);
        interpreters.create().exec("pass");
        awaitSpares(1);
    }

    private void awaitLimit(long bytes) {
        while (regions.statistics().limit() != bytes) {
            Thread.onSpinWait();
        }
    }

    @Test
    public void regionsHaveTheConfiguredLimit() throws Exception {
        Interpreter python = interpreters.create();
        python.exec("from clutch import shared");
        assertEquals(Runtime.getRuntime().maxMemory(), regions.statistics().limit());
        configure(REGIONS_PID, "limitMebibytes", 16L);
        awaitLimit(16 << 20);
        python.exec("shared.Buffer(9 << 20).close()");
        ExecutionFailedException refusal = assertThrows(ExecutionFailedException.class,
                () -> python.exec("shared.Buffer(17 << 20)"));
        assertEquals("MemoryError", refusal.snapshot().typeName());
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("of 16777216 bytes"));
        // Out of range: it stays as it was, and the log says what is allowed.
        configure(REGIONS_PID, "limitMebibytes", -1L);
        configure(REGIONS_PID, "limitMebibytes", 8L);
        awaitLimit(8 << 20);
    }
}
