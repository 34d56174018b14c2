package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.feature.Feature;

class FeatureFilesTest {
    private static final String EMPTY = "{\"id\": \"org.example:one:1.0\"}";

    @TempDir
    private Path folder;
    @TempDir
    private Path own;

    @Test
    void readsBundlesConfigurationsAndFrameworkProperties() throws Exception {
        write("one", """
                {
                  "id": "org.example:one:1.0",
                  "bundles": [{"id": "org.example:first:1.1", "bundleStartLevel": 2}],
                  "configurations": {"org.example.pool~web": {"max:Integer": "4", "name": "web"}},
                  "extensions": {"framework-launching-properties": {"type": "json", "json": {"a": "b", "n": 1}}}
                }
                """);

        Feature feature = read("one").getFirst();

        assertEquals("first", feature.getBundles().getFirst().getID().getArtifactId());
        assertEquals("2", feature.getBundles().getFirst().getMetadata().get("bundleStartLevel").toString());
        var configuration = feature.getConfigurations().values().iterator().next();
        assertEquals("org.example.pool", configuration.getFactoryPid().orElseThrow());
        assertEquals(Map.of("max", 4, "name", "web"), configuration.getValues());
        assertEquals(Map.of("a", "b", "n", "1"), FrameworkProperties.of(List.of(feature)));
    }

    @Test
    void addsUpTheExtraSystemPackagesOfSeveralFeatures() throws Exception {
        write("one", withProperty("one", "org.osgi.framework.system.packages.extra", "a"));
        write("two", withProperty("two", "org.osgi.framework.system.packages.extra", "b"));

        assertEquals(Map.of("org.osgi.framework.system.packages.extra", "a,b"),
                FrameworkProperties.of(read("one", "two")));
    }

    @Test
    void refusesFeaturesThatContradictEachOther() throws Exception {
        write("one", withProperty("one", "ds.loglevel", "error"));
        write("two", withProperty("two", "ds.loglevel", "debug"));
        List<Feature> features = read("one", "two");

        var failure = assertThrows(LaunchException.class, () -> FrameworkProperties.of(features));

        assertTrue(failure.getMessage().contains("ds.loglevel"), failure.getMessage());
    }

    @Test
    void namesTheFeatureThatIsMissingAndThoseThatAreThere() throws IOException {
        write("two", EMPTY);
        write("one", EMPTY);

        var failure = assertThrows(LaunchException.class, () -> read("absent"));

        assertEquals("there is no feature absent; there are one, two in " + own + ", " + folder, failure.getMessage());
    }

    @Test
    void findsFilesByTheirPath() throws Exception {
        write("one", EMPTY);
        Path file = Files.move(folder.resolve("one.feature.json"), folder.resolve("other.json"));

        assertEquals("one", read(file.toString()).getFirst().getID().getArtifactId());
        var failure = assertThrows(LaunchException.class, () -> read("absent.feature.json"));
        assertEquals("there is no feature file " + Path.of("absent.feature.json").toAbsolutePath(),
                failure.getMessage());
    }

    @Test
    void prefersTheFirstFolder() throws Exception {
        write("one", EMPTY);
        Files.writeString(own.resolve("one.feature.json"), "{\"id\": \"org.example:own:1.0\", \"complete\": true}");

        Feature feature = read("one").getFirst();

        assertEquals("own", feature.getID().getArtifactId());
        assertTrue(feature.isComplete());
    }

    @Test
    void namesTheFileThatIsNoFeatureInOneLine() throws IOException {
        write("broken", "{ \"id\": \n oops }");

        var failure = assertThrows(LaunchException.class, () -> read("broken"));

        assertTrue(failure.getMessage().startsWith("cannot read the feature " + folder), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    private List<Feature> read(String... names) throws LaunchException {
        return new FeatureFiles(List.of(own, folder)).read(List.of(names));
    }

    private void write(String name, String json) throws IOException {
        Files.writeString(folder.resolve(name + ".feature.json"), json);
    }

    private static String withProperty(String name, String key, String value) {
        return """
                {
                  "id": "org.example:%s:1.0",
                  "extensions": {"framework-launching-properties": {"type": "json", "json": {"%s": "%s"}}}
                }
                """.formatted(name, key, value);
    }
}
