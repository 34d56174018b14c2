package org.clutch.itests;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The configuration by which an operator declares a module; it counts from the constructor on until it is closed. The types
 * of Config Admin are not on this test's class path, hence reflection.
 */
final class OperatorWord implements AutoCloseable {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final String FACTORY = "org.clutch.extension";

    private final Object configuration;

    OperatorWord(BundleContext context, String module, String interpreters) throws Exception {
        Object admin = context.getService(context.getServiceReference(ADMIN));
        configuration = admin.getClass().getMethod("getFactoryConfiguration", String.class, String.class, String.class)
                .invoke(admin, FACTORY, module, "?");
        configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration,
                new Hashtable<>(Map.of("interpreters", interpreters)));
        ServiceTracker<Object, Object> component = new ServiceTracker<>(context,
                context.createFilter("(service.pid=" + FACTORY + "~" + module + ")"), null);
        component.open(true);
        try {
            if (component.waitForService(60_000) == null) {
                throw new AssertionError("nothing took the configuration of " + module + " within a minute");
            }
        } finally {
            component.close();
        }
    }

    @Override
    public void close() throws ReflectiveOperationException {
        configuration.getClass().getMethod("delete").invoke(configuration);
    }
}
