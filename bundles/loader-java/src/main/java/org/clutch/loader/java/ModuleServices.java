package org.clutch.loader.java;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.clutch.extension.ExtensionModule;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/** The services by which a bundle offers its modules. They may come a moment after the bundle has started. */
final class ModuleServices {
    /** The service property with the module's name. */
    static final String NAME = ExtensionModule.PREFIX_ + "name";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A bundle that is stopping may be on its way to an update: once it has stopped, the core knows. */
    private static final int ON_THE_WAY = Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final BundleContext context;
    private final Bundle bundle;
    /** Guards {@link #changes}, which counts what may have changed. */
    private final Object monitor = new Object();
    private long changes;

    ModuleServices(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle;
    }

    /** Waits a few seconds for the service of a module; not for one of a bundle that has stopped. */
    Optional<ServiceReference<?>> await(String module) throws InterruptedException {
        String filter = "(&(" + NAME + "=" + module + ")(" + Constants.SERVICE_BUNDLEID + "=" + bundle.getBundleId()
                + "))";
        ServiceListener services = _ -> changed();
        SynchronousBundleListener states = _ -> changed();
        try {
            context.addServiceListener(services, filter);
            context.addBundleListener(states);
            return await(module, filter, System.nanoTime() + PATIENCE.toNanos());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } finally {
            context.removeServiceListener(services);
            context.removeBundleListener(states);
        }
    }

    private Optional<ServiceReference<?>> await(String module, String filter, long end)
            throws InvalidSyntaxException, InterruptedException {
        while (true) {
            long seen;
            synchronized (monitor) {
                seen = changes;
            }
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            if (found != null) {
                return Arrays.stream(found).max(Comparator.naturalOrder());
            }
            if ((bundle.getState() & ON_THE_WAY) == 0 || !waitForChange(seen, end)) {
                return Optional.empty();
            }
        }
    }

    private boolean waitForChange(long seen, long end) throws InterruptedException {
        synchronized (monitor) {
            while (changes == seen) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                monitor.wait(millis);
            }
            return true;
        }
    }

    private void changed() {
        synchronized (monitor) {
            changes++;
            monitor.notifyAll();
        }
    }
}
