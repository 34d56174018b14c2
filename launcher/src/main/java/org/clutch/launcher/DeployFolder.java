package org.clutch.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder whose bundles are installed, updated and uninstalled as their files come, change and go, by Apache Felix File
 * Install.
 *
 * @param path the folder
 */
record DeployFolder(Path path) {
    /** System property: the folder to watch. */
    static final String DEPLOY = "clutch.deploy";
    /** The feature that watches. */
    static final String FEATURE = "deploy";
    private static final String POLL_MILLIS = "500";
    /** Says what to put into the folder, and is nothing of the kind. */
    private static final String README = "README.md";

    /**
     * Finds the folder: the one that was asked for, or the usual one if it is there and somebody needs it. A program that finds
     * nothing there would pay for the watching alone.
     *
     * @param usual  the folder unless another was asked for
     * @param serves whether the container stays, so that something may come later
     * @throws LaunchException the folder that was asked for is none, or the usual one cannot be read
     */
    static Optional<DeployFolder> find(Path usual, boolean serves) throws LaunchException {
        String wanted = System.getProperty(DEPLOY);
        if (wanted != null) {
            Path folder = Path.of(wanted).toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                throw new LaunchException("there is no folder " + folder + " to deploy from");
            }
            return Optional.of(new DeployFolder(folder));
        }
        boolean counts = Files.isDirectory(usual) && (serves || holdsAnything(usual));
        return counts ? Optional.of(new DeployFolder(usual)) : Optional.empty();
    }

    private static boolean holdsAnything(Path folder) throws LaunchException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString())
                    .anyMatch(name -> !name.equals(README) && !name.startsWith("."));
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchException("cannot read the folder " + folder, e);
        }
    }

    /** Gives the framework properties that configure the watching. */
    Map<String, String> properties(Path storage) {
        return Map.of("felix.fileinstall.dir", path.toString(), "felix.fileinstall.poll", POLL_MILLIS,
                "felix.fileinstall.noInitialDelay", "true", "felix.fileinstall.tmpdir",
                storage.resolve("deploy").toString(), "felix.fileinstall.log.level", "2",
                "felix.fileinstall.log.default", "jul", "felix.fileinstall.enableConfigSave", "false",
                // Folders are none of its business; it would try to pack them.
                "felix.fileinstall.subdir.mode", "skip");
    }
}
