package org.clutch.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.feature.ID;

/**
 * A flat folder of bundles, each named {@code ARTIFACT-VERSION[-CLASSIFIER].TYPE} after its coordinates.
 *
 * @param path the folder
 */
record BundleFolder(Path path) {
    /**
     * Gives the place of a bundle for {@code BundleContext.installBundle}: the framework then uses the file as it lies
     * there and copies nothing.
     *
     * @throws LaunchException there is no such file
     */
    String location(ID id) throws LaunchException {
        Path file = path.resolve(fileName(id));
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("bundle " + id + " is missing: there is no file " + file);
        }
        return "reference:" + file.toUri();
    }

    static String fileName(ID id) {
        String classifier = id.getClassifier().map(name -> "-" + name).orElse("");
        return id.getArtifactId() + "-" + id.getVersion() + classifier + "." + id.getType().orElse("jar");
    }
}
