package org.clutch.itests;

import static org.junit.Assert.assertEquals;

import java.util.Dictionary;
import java.util.Hashtable;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What Config Admin changes while interpreters run. Its types are not on this test's class path, hence reflection. */
public class ConfigurationIT extends ContainerTest {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String PID = "org.clutch.interpreters";

    @Inject
    private BundleContext context;

    @After
    public void restore() throws Exception {
        Object configuration = configuration();
        configuration.getClass().getMethod("delete").invoke(configuration);
    }

    private Object configuration() throws Exception {
        ServiceReference<?> reference = context.getServiceReference(ADMIN);
        Object admin = context.getService(reference);
        return admin.getClass().getMethod("getConfiguration", String.class, String.class).invoke(admin, PID, "?");
    }

    private void configure(Object spares) throws Exception {
        Object configuration = configuration();
        Dictionary<String, Object> values = new Hashtable<>();
        values.put("spares", spares);
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
}
