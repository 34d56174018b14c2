package org.clutch.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.feature.ID;

/**
 * Flat folders of bundles, each named {@code ARTIFACT-VERSION[-CLASSIFIER].TYPE} after its coordinates.
 *
 * @param paths the folders, the first that has a bundle counts; they need not all be there
 */
record BundleFolders(List<Path> paths) {
    /**
     * Gives the place of a bundle for {@code BundleContext.installBundle}: the framework then uses the file as it lies
     * there and copies nothing.
     *
     * @throws LaunchException there is no such file
     */
    String location(ID id) throws LaunchException {
        String name = fileName(id);
        for (Path folder : paths) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return "reference:" + file.toUri();
            }
        }
        throw new LaunchException("bundle " + id + " is missing: there is no file " + name + " in "
                + paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    static String fileName(ID id) {
        String classifier = id.getClassifier().map(name -> "-" + name).orElse("");
        return id.getArtifactId() + "-" + id.getVersion() + classifier + "." + id.getType().orElse("jar");
    }
}
