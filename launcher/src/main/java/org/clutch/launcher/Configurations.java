package org.clutch.launcher;

import java.io.IOException;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands the configurations of features to Configuration Admin in the moment that it appears, on the thread that
 * registers it: bundles that start later find them in place.
 */
final class Configurations extends ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> {
    /** Any bundle may get the configuration. */
    private static final String ANY_LOCATION = "?";

    private final List<FeatureConfiguration> configurations;
    private volatile String failure;

    Configurations(BundleContext context, List<Feature> features) {
        super(context, ConfigurationAdmin.class, null);
        configurations = features.stream().map(feature -> feature.getConfigurations().values())
                .flatMap(Collection::stream).toList();
        failure = configurations.isEmpty() ? null : "features bring configurations, but no Configuration Admin";
    }

    @Override
    public ConfigurationAdmin addingService(ServiceReference<ConfigurationAdmin> reference) {
        ConfigurationAdmin admin = super.addingService(reference);
        String reason = null;
        for (FeatureConfiguration configuration : configurations) {
            try {
                find(admin, configuration).updateIfDifferent(new Hashtable<>(configuration.getValues()));
            } catch (IOException | RuntimeException e) {
                reason = "cannot apply the configuration " + configuration.getPid() + ": " + e.getMessage();
            }
        }
        failure = reason;
        return admin;
    }

    /**
     * To be called once all bundles are started.
     *
     * @throws LaunchException a configuration could not be applied
     */
    void check() throws LaunchException {
        String reason = failure;
        if (reason != null) {
            throw new LaunchException(reason);
        }
    }

    private static Configuration find(ConfigurationAdmin admin, FeatureConfiguration configuration) throws IOException {
        String pid = configuration.getPid();
        if (configuration.getFactoryPid().isEmpty()) {
            return admin.getConfiguration(pid, ANY_LOCATION);
        }
        String name = pid.substring(pid.indexOf('~') + 1);
        return admin.getFactoryConfiguration(configuration.getFactoryPid().get(), name, ANY_LOCATION);
    }
}
