package org.clutch.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A folder whose bundles are installed, updated and uninstalled as their files come, change and go, by Apache Felix File
 * Install.
 *
 * @param path the folder
 */
record DeployFolder(Path path) {
    /** System property: the folder to watch; without it {@code deploy/} of the home folder, if there is one. */
    static final String DEPLOY = "clutch.deploy";
    /** The feature that watches. */
    static final String FEATURE = "deploy";
    private static final String POLL_MILLIS = "500";

    /**
     * Finds the folder.
     *
     * @throws LaunchException the folder that was asked for is none
     */
    static Optional<DeployFolder> find(Path home) throws LaunchException {
        String wanted = System.getProperty(DEPLOY);
        Path folder = wanted == null ? home.resolve("deploy") : Path.of(wanted).toAbsolutePath();
        if (Files.isDirectory(folder)) {
            return Optional.of(new DeployFolder(folder));
        }
        if (wanted != null) {
            throw new LaunchException("there is no folder " + folder + " to deploy from");
        }
        return Optional.empty();
    }

    /** Gives the framework properties that configure the watching. */
    Map<String, String> properties(Path storage) {
        return Map.of("felix.fileinstall.dir", path.toString(), "felix.fileinstall.poll", POLL_MILLIS,
                "felix.fileinstall.noInitialDelay", "true", "felix.fileinstall.tmpdir",
                storage.resolve("deploy").toString(), "felix.fileinstall.log.level", "2",
                "felix.fileinstall.log.default", "jul", "felix.fileinstall.enableConfigSave", "false");
    }
}
