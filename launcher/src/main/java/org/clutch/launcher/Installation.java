package org.clutch.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.feature.Feature;

/**
 * The folder that Clutch runs from.
 *
 * @param home         the folder with {@code bundles/} and {@code features/}
 * @param featureNames which features to install, in this order
 */
record Installation(Path home, List<String> featureNames) {
    /** System property: the home folder, necessary. */
    static final String HOME = "clutch.home";
    /** System property: names of features, separated by commas; default {@value #DEFAULT_FEATURE}. */
    static final String FEATURES = "clutch.features";
    /** System property: names of features beside those, separated by commas. */
    static final String MORE_FEATURES = "clutch.features.more";
    /** System property: {@code true} if the container stays when there is no program, or when it has ended. */
    static final String SERVE = "clutch.serve";
    /** System property: {@code true} if the configuration is to be printed, and nothing to run. */
    static final String PRINT_CONFIGURATION = "clutch.print.config";
    private static final String DEFAULT_FEATURE = "clutch";

    static Installation fromSystemProperties() throws LaunchException {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new LaunchException("the system property " + HOME + " must name the folder that Clutch runs from");
        }
        String names = System.getProperty(FEATURES, DEFAULT_FEATURE);
        String more = System.getProperty(MORE_FEATURES);
        return new Installation(Path.of(home).toAbsolutePath(),
                List.of((more == null ? names : names + "," + more).strip().split("\\s*,\\s*")));
    }

    /** Says whether the container stays. */
    boolean serves() {
        return Boolean.getBoolean(SERVE);
    }

    /** Says whether the configuration is printed instead of a program run. */
    boolean printsConfiguration() {
        return Boolean.getBoolean(PRINT_CONFIGURATION);
    }

    BundleFolder bundles() throws LaunchException {
        Path folder = home.resolve("bundles");
        if (!Files.isDirectory(folder)) {
            throw new LaunchException(home + " is no home of Clutch: it has no folder bundles");
        }
        return new BundleFolder(folder);
    }

    List<Feature> features() throws LaunchException {
        List<String> names = new ArrayList<>(featureNames);
        if (deploy().isPresent() && !names.contains(DeployFolder.FEATURE)) {
            names.add(DeployFolder.FEATURE);
        }
        return new FeatureFolder(home.resolve("features")).read(names);
    }

    Optional<DeployFolder> deploy() throws LaunchException {
        return DeployFolder.find(home);
    }

    Optional<ConfigFolder> config() throws LaunchException {
        return ConfigFolder.find(home);
    }
}
