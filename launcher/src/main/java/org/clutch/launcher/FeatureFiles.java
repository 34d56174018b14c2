package org.clutch.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureService;

/**
 * OSGi feature files: those in some folders, called {@code NAME.feature.json} there, and any other by its path.
 *
 * @param folders where a name is looked for, in this order
 */
record FeatureFiles(List<Path> folders) {
    private static final String SUFFIX = ".feature.json";

    /** Says whether a feature is not called by its name but by the path of its file. */
    static boolean isPath(String name) {
        return name.contains("/") || name.endsWith(SUFFIX);
    }

    /**
     * Reads features by name or path.
     *
     * @throws LaunchException a file is missing or is no feature
     */
    List<Feature> read(List<String> names) throws LaunchException {
        FeatureService reader = ServiceLoader.load(FeatureService.class).findFirst()
                .orElseThrow(() -> new LaunchException("the class path has no reader of feature files"));
        List<Feature> features = new ArrayList<>();
        for (String name : names) {
            features.add(read(reader, isPath(name) ? Path.of(name).toAbsolutePath() : find(name)));
        }
        return features;
    }

    private Path find(String name) throws LaunchException {
        for (Path folder : folders) {
            Path file = folder.resolve(name + SUFFIX);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new LaunchException("there is no feature " + name + "; there are " + String.join(", ", names()) + " in "
                + folders.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }

    private TreeSet<String> names() throws LaunchException {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.list(folder)) {
                all.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX))
                        .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
            } catch (IOException | UncheckedIOException e) {
                throw new LaunchException("cannot read the folder " + folder, e);
            }
        }
        return names;
    }

    private static Feature read(FeatureService reader, Path file) throws LaunchException {
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("there is no feature file " + file);
        }
        try (Reader text = Files.newBufferedReader(file)) {
            return reader.readFeature(text);
        } catch (IOException | RuntimeException e) {
            throw new LaunchException("cannot read the feature " + file, e);
        }
    }
}
