package org.clutch.launcher;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.clutch.launcher.ConfigFolder.Content;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.feature.Feature;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands configurations to Configuration Admin, those of features and those of a folder, in the moment that it appears, on the
 * thread that registers it: bundles that start later find them in place. What the folder says of a PID stands instead of
 * what features say. Guarded by its monitor.
 */
final class Configurations {
    private static final Logger LOG = System.getLogger("org.clutch.launcher");
    /** Any bundle may get the configuration. */
    private static final String ANY_LOCATION = "?";
    /** What Configuration Admin adds to the keys. */
    private static final Set<String> OF_CONFIGURATION_ADMIN = Set.of(Constants.SERVICE_PID,
            ConfigurationAdmin.SERVICE_FACTORYPID);

    private final Map<String, Map<String, Object>> ofFeatures = new TreeMap<>();
    private Content ofFolder;
    /** What Configuration Admin has from here. */
    private final Map<String, Map<String, Object>> applied = new TreeMap<>();
    private ConfigurationAdmin admin;
    private BundleContext context;
    /** What was wrong in the folder when it was last applied. */
    private Set<String> complaints = Set.of();
    /** Why a configuration could not be applied, until the start is over. */
    private String failure;
    private boolean started;

    /**
     * @param folder what the folder says at first
     */
    Configurations(List<Feature> features, Content folder) {
        features.stream().flatMap(feature -> feature.getConfigurations().values().stream())
                .forEach(it -> ofFeatures.put(it.getPid(), Map.copyOf(it.getValues())));
        warn(folder, Content.NONE);
        ofFolder = folder;
        boolean any = !ofFeatures.isEmpty() || !folder.values().isEmpty();
        failure = any ? "there are configurations, but no Configuration Admin" : null;
    }

    /** Begins to look for Configuration Admin. */
    synchronized void open(BundleContext newContext) {
        context = newContext;
        new ServiceTracker<ConfigurationAdmin, ConfigurationAdmin>(newContext, ConfigurationAdmin.class, null) {
            @Override
            public ConfigurationAdmin addingService(ServiceReference<ConfigurationAdmin> reference) {
                ConfigurationAdmin service = super.addingService(reference);
                begin(service);
                return service;
            }

            @Override
            public void removedService(ServiceReference<ConfigurationAdmin> reference, ConfigurationAdmin service) {
                end(service);
                super.removedService(reference, service);
            }
        }.open();
    }

    private synchronized void begin(ConfigurationAdmin service) {
        admin = service;
        applied.clear();
        failure = null;
        applyAll();
    }

    private synchronized void end(ConfigurationAdmin service) {
        if (admin == service) {
            admin = null;
        }
    }

    /**
     * To be called once all bundles are started.
     *
     * @throws LaunchException a configuration could not be applied
     */
    synchronized void check() throws LaunchException {
        started = true;
        if (failure != null) {
            throw new LaunchException(failure);
        }
    }

    /** Gives all that configures the container at the moment, whoever said it. */
    synchronized EffectiveConfiguration effective() {
        Map<String, Map<String, Object>> set = held();
        Map<String, String> origins = new TreeMap<>();
        set.forEach((pid, values) -> origins.put(pid, origin(pid, values)));
        return new EffectiveConfiguration(Metatype.of(context.getBundles()), set, origins);
    }

    private String origin(String pid, Map<String, Object> values) {
        Map<String, Object> ours = applied.getOrDefault(pid, Map.of());
        if (!values.keySet().equals(ours.keySet())
                || !values.keySet().stream().allMatch(key -> Objects.deepEquals(values.get(key), ours.get(key)))) {
            return "Configuration Admin was told what differs from the defaults";
        }
        if (ofFolder.values().containsKey(pid)) {
            return "its file says what differs from the defaults";
        }
        return ofFolder.unknown().containsKey(pid)
                ? "what held before its file could not be read"
                : "a feature says what differs from the defaults";
    }

    /** Gives what Configuration Admin has, by PID. */
    private Map<String, Map<String, Object>> held() {
        Map<String, Map<String, Object>> held = new TreeMap<>();
        try {
            Configuration[] all = admin == null ? null : admin.listConfigurations(null);
            for (Configuration each : all == null ? new Configuration[0] : all) {
                Map<String, Object> values = new TreeMap<>();
                Dictionary<String, Object> properties = each.getProperties();
                properties.keys().asIterator().forEachRemaining(key -> values.put(key, properties.get(key)));
                values.keySet().removeAll(OF_CONFIGURATION_ADMIN);
                held.put(each.getPid(), values);
            }
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Configuration Admin does not say what it has", e);
        }
        return held;
    }

    /** Changes what the folder says. A configuration that cannot be applied is an error in the log. */
    synchronized void apply(Content folder) {
        warn(folder, ofFolder);
        ofFolder = folder;
        if (admin != null) {
            applyAll();
        }
    }

    private static void warn(Content now, Content before) {
        now.unknown().forEach((pid, reason) -> {
            if (!reason.equals(before.unknown().get(pid))) {
                LOG.log(Level.WARNING, () -> pid + " stays as it was: " + reason);
            }
        });
    }

    private void applyAll() {
        Map<String, Map<String, Object>> wanted = new TreeMap<>(ofFeatures);
        wanted.putAll(checked(ofFolder.values()));
        for (String pid : new TreeSet<>(applied.keySet())) {
            if (ofFolder.unknown().containsKey(pid)) {
                wanted.put(pid, applied.get(pid));
            } else if (!wanted.containsKey(pid)) {
                change(pid, null);
            }
        }
        wanted.forEach((pid, values) -> {
            if (!values.equals(applied.get(pid))) {
                change(pid, values);
            }
        });
    }

    /** Gives what files say, without numbers that are none; tells what nobody understands, once. */
    private Map<String, Map<String, Object>> checked(Map<String, Map<String, String>> files) {
        Map<String, Map<String, Object>> right = new TreeMap<>();
        Set<String> wrong = new LinkedHashSet<>();
        // Most folders have comments only, and then nobody need read what bundles say.
        Map<String, Metatype> known = files.isEmpty() ? Map.of() : Metatype.of(context.getBundles());
        Spelling spelling = new Spelling(known);
        files.forEach((pid, values) -> {
            wrong.addAll(spelling.check(pid, values.keySet()));
            Map<String, Object> usable = new TreeMap<>(values);
            Metatype.find(known, pid).ifPresent(type -> type.keys().forEach((key, described) -> {
                String value = values.get(key);
                if (value != null && !described.takes(value)) {
                    Object before = applied.getOrDefault(pid, Map.of()).get(key);
                    usable.remove(key);
                    if (before != null) {
                        usable.put(key, before);
                    }
                    wrong.add(pid + ".cfg: " + key + " = " + value + " is no whole number, so it is "
                            + (before == null ? described.otherwise() : before));
                }
            }));
            right.put(pid, usable);
        });
        wrong.stream().filter(each -> !complaints.contains(each)).forEach(each -> LOG.log(Level.WARNING, each));
        complaints = wrong;
        return right;
    }

    /** Changes one configuration, or deletes it if there are no values. */
    private void change(String pid, Map<String, Object> values) {
        try {
            Configuration configuration = find(pid);
            if (values == null) {
                configuration.delete();
                applied.remove(pid);
            } else {
                configuration.updateIfDifferent(new Hashtable<>(values));
                applied.put(pid, values);
            }
        } catch (IOException | RuntimeException e) {
            failure = "cannot apply the configuration " + pid + ": " + e.getMessage();
            if (started) {
                LOG.log(Level.ERROR, failure);
            }
        }
    }

    private Configuration find(String pid) throws IOException {
        int separator = pid.indexOf('~');
        return separator < 0
                ? admin.getConfiguration(pid, ANY_LOCATION)
                : admin.getFactoryConfiguration(pid.substring(0, separator), pid.substring(separator + 1),
                        ANY_LOCATION);
    }
}
