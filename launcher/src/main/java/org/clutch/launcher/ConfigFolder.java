package org.clutch.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of configurations: a file {@code PID.cfg} or {@code FACTORY~NAME.cfg} for each, with lines {@code key = value} in
 * UTF-8, as {@link Properties} reads them.
 *
 * @param path the folder
 */
record ConfigFolder(Path path) {
    /** System property: the folder; without it {@code config/} of the home folder, if there is one. */
    static final String CONFIG = "clutch.config";
    private static final String SUFFIX = ".cfg";

    /**
     * What lies in the folder at one moment.
     *
     * @param values the values of each PID that has any
     * @param unknown why the values of a PID cannot be told, so that what they were still holds
     */
    record Content(Map<String, Map<String, String>> values, Map<String, String> unknown) {
        static final Content NONE = new Content(Map.of(), Map.of());
    }

    /**
     * Finds the folder.
     *
     * @throws LaunchException the folder that was asked for is none
     */
    static Optional<ConfigFolder> find(Path home) throws LaunchException {
        String wanted = System.getProperty(CONFIG);
        Path folder = wanted == null ? home.resolve("config") : Path.of(wanted).toAbsolutePath();
        if (Files.isDirectory(folder)) {
            return Optional.of(new ConfigFolder(folder));
        }
        if (wanted != null) {
            throw new LaunchException("there is no folder " + folder + " to configure from");
        }
        return Optional.empty();
    }

    /**
     * Reads all files. One whose lines are all comments configures nothing, as if it were not there.
     *
     * @throws LaunchException the folder cannot be read
     */
    Content read() throws LaunchException {
        Map<String, Map<String, String>> values = new TreeMap<>();
        Map<String, String> unknown = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            String pid = name.substring(0, name.length() - SUFFIX.length());
            try {
                Map<String, String> own = read(file);
                if (!own.isEmpty()) {
                    values.put(pid, own);
                }
            } catch (NoSuchFileException e) {
                // It went this moment.
            } catch (IOException | IllegalArgumentException e) {
                unknown.put(pid, "cannot read " + BrokenFile.explain(file, e));
            }
        }
        return new Content(values, unknown);
    }

    private List<Path> files() throws LaunchException {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(it -> it.getFileName().toString().endsWith(SUFFIX)).filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchException("cannot read the folder " + path, e);
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        if (properties.isEmpty() && Files.size(file) == 0) {
            // Somebody is about to write it.
            throw new IOException("it is empty; remove it, or write comments only, to configure nothing");
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return values;
    }
}
