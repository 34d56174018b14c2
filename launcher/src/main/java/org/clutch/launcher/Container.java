package org.clutch.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.felix.framework.FrameworkFactory;
import org.clutch.launcher.ConfigFolder.Content;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.ID;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The OSGi framework with the bundles of some features.
 */
final class Container implements Shutdown.Step {
    /** Names the service that the launcher calls: a {@code ToIntFunction<String[]>}. */
    static final String COMMAND = "(&(objectClass=java.util.function.ToIntFunction)(clutch.command=true))";
    /** Marks the service that the launcher offers: a {@code Supplier<Map<String, String>>} of the texts of configurations. */
    static final String CONFIGURATION = "clutch.configuration";
    /** Metadata of a bundle, as the Feature Launcher specification names it. */
    private static final String START_LEVEL = "bundleStartLevel";
    /** Metadata of a bundle: the symbolic name of another one, in which threads that it starts find their resources, too. */
    private static final String CONTEXT = "contextClassLoader";
    private static final int DEFAULT_START_LEVEL = 1;

    private final Framework framework;
    private final List<Feature> features;
    private final BundleFolders folder;
    private final Configurations configurations;
    private volatile boolean started;

    private Container(Framework framework, List<Feature> features, BundleFolders folder,
            Configurations configurations) {
        this.framework = framework;
        this.features = features;
        this.folder = folder;
        this.configurations = configurations;
    }

    /**
     * Prepares a framework; nothing runs yet.
     *
     * @param storage an empty folder for what the framework writes
     */
    static Container create(List<Feature> features, BundleFolders folder, Path storage) throws LaunchException {
        return create(features, folder, storage, Map.of(), Content.NONE);
    }

    /**
     * The same with properties of the framework and configurations beside those of the features.
     *
     * @param more names and values of properties
     */
    static Container create(List<Feature> features, BundleFolders folder, Path storage, Map<String, String> more,
            Content configured) throws LaunchException {
        Map<String, Object> properties = new HashMap<>(FrameworkProperties.of(features));
        properties.putAll(more);
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        // The launcher starts the bundles in order, so that the first failure can be told.
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(highestStartLevel(features)));
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", "1");
        // Handlers of URLs are the JVM's, not the framework's, unless a feature needs those.
        properties.putIfAbsent("felix.service.urlhandlers", "false");
        // The storage folder is nobody else's.
        properties.put("felix.cache.locking", "false");
        return new Container(new FrameworkFactory().newFramework(properties), features, folder,
                new Configurations(features, configured));
    }

    /**
     * Installs all bundles, then starts them by start level and, within a level, in the order of the features.
     *
     * @throws LaunchException a bundle is missing, cannot be resolved or fails to start
     */
    void start() throws LaunchException {
        try {
            framework.start();
        } catch (BundleException e) {
            throw new LaunchException("cannot start the OSGi framework", e);
        }
        started = true;
        configurations.open(framework.getBundleContext());
        framework.getBundleContext().registerService(Supplier.class, () -> configurations.effective().texts(),
                new Hashtable<>(Map.of(CONFIGURATION, "true")));
        for (Map.Entry<FeatureBundle, Bundle> each : install().entrySet()) {
            start(each.getKey(), each.getValue());
        }
        configurations.check();
    }

    /** Gives what hands configurations on. */
    Configurations configurations() {
        return configurations;
    }

    /**
     * Waits for the command.
     *
     * @param deadline how long
     * @throws LaunchException no bundle offered the service in time
     */
    @SuppressWarnings("unchecked") // Types beyond the erasure are a matter of agreement between bundles.
    ToIntFunction<String[]> awaitCommand(Duration deadline) throws LaunchException {
        BundleContext context = framework.getBundleContext();
        try {
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, context.createFilter(COMMAND), null);
            tracker.open();
            Object command = tracker.waitForService(deadline.toMillis());
            if (command == null) {
                throw new LaunchException("no bundle offered the service " + COMMAND + " within " + deadline.toSeconds()
                        + " s; is a component's reference unsatisfied?");
            }
            return (ToIntFunction<String[]>) command;
        } catch (InvalidSyntaxException | InterruptedException e) {
            throw new LaunchException("cannot wait for the command", e);
        }
    }

    /** Waits until somebody stops the framework, such as a shell whose user leaves it, or a signal. */
    void awaitEnd() throws LaunchException {
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            throw new LaunchException("the launcher was interrupted", e);
        }
    }

    /** Stops all bundles, the last started first, and returns when the framework is down or the deadline over. */
    @Override
    public boolean end(Duration deadline) {
        if (!started) {
            return true;
        }
        try {
            framework.stop();
            return framework.waitForStop(deadline.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (BundleException | InterruptedException e) {
            return false;
        }
    }

    private Map<FeatureBundle, Bundle> install() throws LaunchException {
        Set<ID> known = new HashSet<>();
        Map<FeatureBundle, Bundle> installed = new LinkedHashMap<>();
        for (FeatureBundle bundle : byStartLevel(features)) {
            if (known.add(bundle.getID())) {
                installed.put(bundle, install(bundle));
            }
        }
        return installed;
    }

    private Bundle install(FeatureBundle feature) throws LaunchException {
        String location = folder.location(feature.getID());
        try {
            Bundle bundle = framework.getBundleContext().installBundle(location);
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(feature));
            return bundle;
        } catch (BundleException e) {
            throw new LaunchException("cannot install the bundle " + feature.getID(), e);
        }
    }

    private void start(FeatureBundle feature, Bundle bundle) throws LaunchException {
        if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Optional.ofNullable(feature.getMetadata().get(CONTEXT)).flatMap(other -> find(other.toString()))
                .ifPresent(other -> thread.setContextClassLoader(new BundleContextLoader(before, other)));
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new LaunchException("cannot start the bundle " + bundle.getSymbolicName(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Optional<Bundle> find(String symbolicName) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName())).findFirst();
    }

    private static List<FeatureBundle> byStartLevel(List<Feature> features) {
        return features.stream().flatMap(feature -> feature.getBundles().stream())
                .sorted(Comparator.comparingInt(Container::startLevel)).toList();
    }

    private static int highestStartLevel(List<Feature> features) {
        List<FeatureBundle> order = byStartLevel(features);
        return order.isEmpty() ? DEFAULT_START_LEVEL : startLevel(order.getLast());
    }

    private static int startLevel(FeatureBundle bundle) {
        Object level = bundle.getMetadata().get(START_LEVEL);
        return level == null ? DEFAULT_START_LEVEL : Integer.parseInt(level.toString());
    }
}
