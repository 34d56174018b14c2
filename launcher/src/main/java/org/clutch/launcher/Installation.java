package org.clutch.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.feature.Feature;

/**
 * The folder that Clutch runs from, what of it is wanted, and the folder of the user's own.
 *
 * @param home  the folder with {@code bundles/} and {@code features/}
 * @param own   a folder that may have the same and {@code deploy/} and {@code config/}, if the user has one
 * @param named features to install, in this order, by name or path; none for what is usual
 * @param added features beside those; one that is complete stands instead of what is usual
 */
record Installation(Path home, Optional<Path> own, List<String> named, List<String> added) {
    /** System property: the home folder, necessary. */
    static final String HOME = "clutch.home";
    /** System property: the folder of the user's own. */
    static final String OWN = "clutch.own";
    /** System property: names or paths of features, separated by commas; default {@value #DEFAULT_FEATURE}. */
    static final String FEATURES = "clutch.features";
    /** System property: names or paths of features beside those, separated by commas. */
    static final String MORE_FEATURES = "clutch.features.more";
    /** System property: {@code true} if the container stays when there is no program, or when it has ended. */
    static final String SERVE = "clutch.serve";
    /** System property: {@code true} if the configuration is to be printed, and nothing to run. */
    static final String PRINT_CONFIGURATION = "clutch.print.config";
    /** System property: the file that the process writes its id to. */
    static final String PID_FILE = "clutch.pid.file";
    /** The feature with a shell on the terminal, where lines of others would get in the way. */
    private static final String SHELL_FEATURE = "clutch-shell";
    private static final String DEFAULT_FEATURE = "clutch";
    private static final String FEATURE_FOLDER = "features";
    private static final String BUNDLE_FOLDER = "bundles";

    static Installation fromSystemProperties() throws LaunchException {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new LaunchException("the system property " + HOME + " must name the folder that Clutch runs from");
        }
        return new Installation(Path.of(home).toAbsolutePath(),
                Optional.ofNullable(System.getProperty(OWN)).map(folder -> Path.of(folder).toAbsolutePath()),
                list(FEATURES), list(MORE_FEATURES));
    }

    private static List<String> list(String property) {
        return Stream.of(System.getProperty(property, "").split(",")).map(String::strip)
                .filter(name -> !name.isEmpty()).toList();
    }

    /** Says whether the container stays. */
    boolean serves() {
        return Boolean.getBoolean(SERVE);
    }

    /** Says whether lines on standard error tell whoever operates the container what it is doing. */
    boolean reports() {
        return serves() && !added.contains(SHELL_FEATURE) && !named.contains(SHELL_FEATURE);
    }

    /** Gives the file for the id of this process, if one is wanted. */
    Optional<PidFile> pidFile() {
        return Optional.ofNullable(System.getProperty(PID_FILE))
                .map(file -> new PidFile(Path.of(file).toAbsolutePath(), ProcessHandle.current().pid()));
    }

    /** Says whether the configuration is printed instead of a program run. */
    boolean printsConfiguration() {
        return Boolean.getBoolean(PRINT_CONFIGURATION);
    }

    BundleFolders bundles() throws LaunchException {
        Path folder = home.resolve(BUNDLE_FOLDER);
        if (!Files.isDirectory(folder)) {
            throw new LaunchException(home + " is no home of Clutch: it has no folder bundles");
        }
        List<Path> folders = new ArrayList<>(List.of(folder));
        own.ifPresent(it -> folders.add(it.resolve(BUNDLE_FOLDER)));
        Stream.concat(named.stream(), added.stream()).filter(FeatureFiles::isPath)
                .map(file -> Path.of(file).toAbsolutePath().getParent()).distinct()
                .forEach(it -> folders.addAll(List.of(it, it.resolve(BUNDLE_FOLDER))));
        return new BundleFolders(folders);
    }

    List<Feature> features() throws LaunchException {
        List<Path> folders = new ArrayList<>(List.of(home.resolve(FEATURE_FOLDER)));
        own.map(it -> it.resolve(FEATURE_FOLDER)).filter(Files::isDirectory).ifPresent(folders::addFirst);
        FeatureFiles files = new FeatureFiles(folders);
        List<Feature> more = files.read(added);
        List<String> first = named;
        if (named.isEmpty() && more.stream().noneMatch(Feature::isComplete)) {
            first = List.of(DEFAULT_FEATURE);
        }
        List<Feature> features = new ArrayList<>(files.read(first));
        features.addAll(more);
        if (deploy().isPresent()) {
            features.addAll(files.read(List.of(DeployFolder.FEATURE)));
        }
        return features;
    }

    Optional<DeployFolder> deploy() throws LaunchException {
        return DeployFolder.find(ownOrHome("deploy").resolve("deploy"), serves());
    }

    Optional<ConfigFolder> config() throws LaunchException {
        return ConfigFolder.find(ownOrHome("config"));
    }

    private Path ownOrHome(String folder) {
        return own.filter(it -> Files.isDirectory(it.resolve(folder))).orElse(home);
    }
}
