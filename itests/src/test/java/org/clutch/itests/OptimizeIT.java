package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.clutch.itests.Clutch.Result;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code clutch --optimize}, and the starts after it. */
public final class OptimizeIT {
    private static final String PROGRAM = """
            from concurrent import interpreters
            interp = interpreters.create()
            print(interp.call(max, 1, 2))
            interp.close()
            """;
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void imageIsUsedAsLongAsItFits() throws Exception {
        Path cache = folder.getRoot().toPath();
        Result made = run(cache, "", "--optimize");
        assertEquals(made.err(), 0, made.status());
        assertEquals("", made.out());
        assertTrue(made.err(), made.err().startsWith("clutch: clutch starts faster from now on"));
        Path image = onlyOneIn(cache.resolve("clutch"));

        startsWith(image, cache);
        // The JVM passes over a cache that does not fit its flags, and one that is broken.
        Result other = run(cache, "-XX:+UseSerialGC", "-c", PROGRAM);
        assertEquals(other.err(), "2\n", other.out());
        assertEquals("", other.err());
        Files.write(image.resolve("clutch.aot"), new byte[0]);
        startsWith(image, cache);

        String release = Files.readString(image.resolve("jdk.release"));
        Files.writeString(image.resolve("jdk.release"), release.replace("25", "24"));
        startsWithout(image, cache);
        Files.writeString(image.resolve("jdk.release"), release);
        startsWith(image, cache);
        Files.writeString(image.resolve("stamp"), "another Clutch");
        startsWithout(image, cache);
    }

    @Test
    public void programBesideItIsRefused() throws Exception {
        Result result = run(folder.getRoot().toPath(), "", "--optimize", "-c", PROGRAM);
        assertEquals(2, result.status());
        assertEquals("clutch: --optimize takes no program: run that afterwards\n", result.err());
    }

    @Test
    public void placeThatCannotBeWrittenIsSaid() throws Exception {
        Path file = folder.newFile().toPath();
        Result result = run(file, "", "--optimize");
        assertEquals(1, result.status());
        assertTrue(result.err(), result.err().startsWith("clutch: nothing was optimized: "));
        assertEquals(result.err(), 1, result.err().lines().count());
        assertTrue(result.err(), result.err().contains(file.toString()));
    }

    private static void startsWith(Path image, Path cache) throws Exception {
        assertTrue(home(cache), home(cache).contains("java.home = " + image));
        Result result = run(cache, "", "-c", PROGRAM);
        assertEquals("2\n", result.out());
        assertEquals("", result.err());
    }

    private static void startsWithout(Path image, Path cache) throws Exception {
        assertFalse(home(cache), home(cache).contains("java.home = " + image));
    }

    /** What the JVM says of itself. */
    private static String home(Path cache) throws Exception {
        Result result = run(cache, "-XshowSettings:properties", "-V");
        assertEquals(result.err(), 0, result.status());
        return result.err();
    }

    private static Result run(Path cache, String options, String... words) throws Exception {
        return Clutch.runIn(Map.of("XDG_CACHE_HOME", cache.toString(), "CLUTCH_JAVA_OPTS", options), words);
    }

    private static Path onlyOneIn(Path made) throws IOException {
        try (Stream<Path> all = Files.list(made)) {
            List<Path> found = all.toList();
            assertEquals(found.toString(), 1, found.size());
            return found.getFirst();
        }
    }
}
