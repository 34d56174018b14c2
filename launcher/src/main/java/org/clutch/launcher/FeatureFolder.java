package org.clutch.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureService;

/**
 * A folder of OSGi feature files, each named {@code NAME.feature.json}.
 *
 * @param path the folder
 */
record FeatureFolder(Path path) {
    /**
     * Reads features by name.
     *
     * @throws LaunchException a file is missing or is no feature
     */
    List<Feature> read(List<String> names) throws LaunchException {
        FeatureService reader = ServiceLoader.load(FeatureService.class).findFirst()
                .orElseThrow(() -> new LaunchException("the class path has no reader of feature files"));
        List<Feature> features = new ArrayList<>();
        for (String name : names) {
            features.add(read(reader, name));
        }
        return features;
    }

    private Feature read(FeatureService reader, String name) throws LaunchException {
        Path file = path.resolve(name + ".feature.json");
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("there is no feature " + name + ": no file " + file);
        }
        try (Reader text = Files.newBufferedReader(file)) {
            return reader.readFeature(text);
        } catch (IOException | RuntimeException e) {
            throw new LaunchException("cannot read the feature " + file, e);
        }
    }
}
