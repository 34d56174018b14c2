package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.clutch.itests.Clutch.Result;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is broken or cannot be written: one line says what and where, and what can go on goes on. */
public class BadInputIT {
    private static final Path HOME = Path.of(System.getProperty("clutch.home"));
    private static final String PROGRAM = """
            from concurrent import interpreters
            interp = interpreters.create()
            print(interp.call(max, 1, 2))
            interp.close()
            """;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private Path folder;

    @Before
    public void findFolder() {
        folder = temporary.getRoot().toPath();
    }

    @Test
    public void brokenBundleIsNamed() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        for (String part : List.of("features", "lib", "stamp")) {
            Files.createSymbolicLink(home.resolve(part), HOME.resolve(part));
        }
        Path bundles = Files.createDirectory(home.resolve("bundles"));
        try (Stream<Path> all = Files.list(HOME.resolve("bundles"))) {
            for (Path each : all.toList()) {
                Files.createSymbolicLink(bundles.resolve(each.getFileName()), each);
            }
        }
        Path broken = bundles.resolve("org.clutch.core-" + System.getProperty("clutch.version") + ".jar");
        byte[] whole = Files.readAllBytes(broken);
        Files.delete(broken);
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));
        Path command = Files.copy(HOME.resolve("bin/clutch"),
                Files.createDirectory(home.resolve("bin")).resolve("clutch"));

        Result result = Clutch.runAs(command, "-c", PROGRAM);

        assertFails(result, "cannot install the bundle org.clutch:org.clutch.core:", broken.toString());
    }

    @Test
    public void homeThatIsNoFolderIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(Clutch.run("", "--home", file.toString(), "-c", PROGRAM),
                "cannot write to " + file + ", which --home names: ", "");
    }

    @Test
    public void temporaryDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(Clutch.runWithJavaOptions("-Djava.io.tmpdir=" + file, "-c", PROGRAM),
                "cannot write to the temporary directory " + file, "--home DIR");
    }

    @Test
    public void placeOfPythonsLibraryThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertFails(Clutch.runIn(Map.of("XDG_CACHE_HOME", file.toString()), "-c", PROGRAM),
                "cannot unpack Python's library to " + file + "/org.graalvm.polyglot: ", "--home DIR");
    }

    private static void assertFails(Result result, String start, String part) {
        List<String> ours = result.err().lines().filter(line -> line.startsWith("clutch: ")).toList();
        assertEquals(result.err(), 1, ours.size());
        assertTrue(result.err(), ours.getFirst().startsWith("clutch: " + start));
        assertTrue(result.err(), ours.getFirst().contains(part));
        assertTrue(result.err(), !result.err().contains("\tat "));
        assertEquals("", result.out());
        assertEquals(1, result.status());
    }

    @Test
    public void configurationsAndBundlesThatAreBrokenAreNamedAndTheProgramRuns() throws Exception {
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.writeString(config.resolve("org.clutch.interpreters.cfg"), "spares = \\u12\n");
        Files.write(config.resolve("org.clutch.regions.cfg"), new byte[]{(byte) 0xFF, (byte) 0xFE, 0, '=', 1});
        Files.writeString(config.resolve("org.clutch.channels.cfg"), "deadlocks = maybe\n");
        Path deploy = Files.createDirectory(folder.resolve("deploy"));
        byte[] greeter = Files.readAllBytes(Path.of(System.getProperty("clutch.greeter")));
        Files.write(deploy.resolve("half.jar"), Arrays.copyOf(greeter, greeter.length / 2));
        Files.write(deploy.resolve("whole.jar"), greeter);

        Result result = Clutch.run("", "--config", config.toString(), "--deploy", deploy.toString(), "-c",
                PROGRAM + "import greeter; print(greeter.greet('Ann'))");

        assertEquals(result.err(), "2\nHello, Ann!\n", result.out());
        for (String named : List.of("org.clutch.interpreters.cfg", "org.clutch.regions.cfg", "deadlocks = maybe",
                "half.jar")) {
            assertTrue(named + " in " + result.err(), result.err().contains(named));
        }
        assertEquals(0, result.status());
    }

    @Test
    public void bundlesThatAreDamagedOrLackSomethingAreALineEach() throws Exception {
        Path deploy = Files.createDirectory(folder.resolve("deploy"));
        Path lonely = deploy.resolve("lonely.jar");
        writeBundle(lonely, "no.such.one;version=\"[1.2,2)\"");
        Path flipped = deploy.resolve("flipped.jar");
        writeBundle(flipped, "org.osgi.framework");
        byte[] bytes = Files.readAllBytes(flipped);
        bytes[bytes.length / 2] ^= 1;
        Files.write(flipped, bytes);

        Result result = Clutch.run("", "--deploy", deploy.toString(), "-c", PROGRAM);

        assertEquals(result.err(), "2\n", result.out());
        List<String> said = result.err().lines().filter(line -> line.matches("(WARNING|SEVERE): .*")).toList();
        assertEquals(result.err(), 2, said.size());
        // The logger's name and the time, before each.
        assertEquals(result.err(), 4, result.err().lines().count());
        assertTrue(result.err(), said.stream().anyMatch(line -> line.contains(lonely.toString()) && line.contains(
                "it imports the package no.such.one from version 1.2.0 on and below 2.0.0, which no bundle here exports")));
        assertTrue(result.err(), said.stream().anyMatch(line -> line.contains(
                flipped + " offers no modules: it is damaged (OSGI-INF/component.xml has not the checksum")));
    }

    private static void writeBundle(Path file, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", file.getFileName().toString());
        headers.putValue("Import-Package", imports);
        byte[] content = new byte[4000];
        new Random(42).nextBytes(content);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new ZipEntry("OSGI-INF/component.xml"));
            jar.write(content);
        }
    }
}
