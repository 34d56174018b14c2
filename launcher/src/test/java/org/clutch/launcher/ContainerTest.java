package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a real framework with bundles that are written on the spot. */
class ContainerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private StorageFolder storage;
    private Container container;

    @BeforeEach
    void makeStorage() throws LaunchException {
        storage = StorageFolder.create();
    }

    @AfterEach
    void stop() {
        assertTrue(container == null || container.end(DEADLINE));
        assertTrue(storage.end(DEADLINE));
        assertFalse(Files.exists(storage.path()));
    }

    @Test
    void saysWhatABundleThatCannotResolveNeeds() throws Exception {
        writeBundle("lonely", "org.example.nowhere");

        var failure = assertThrows(LaunchException.class, () -> start("lonely"));

        assertTrue(failure.getMessage().startsWith("cannot start the bundle lonely: "), failure.getMessage());
        assertTrue(failure.getMessage().contains("org.example.nowhere"), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
    }

    @Test
    void saysThatNobodyOfferedTheCommand() throws Exception {
        writeBundle("idle", "org.osgi.framework");
        start("idle");

        var failure = assertThrows(LaunchException.class, () -> container.awaitCommand(Duration.ofMillis(1)));

        assertTrue(failure.getMessage().contains("clutch.command=true"), failure.getMessage());
    }

    @Test
    void saysWhichBundleIsBroken() throws Exception {
        writeBundle("half", "org.osgi.framework");
        Path file = folder.resolve("half-1.0.jar");
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[]{0, 20, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));

            var failure = assertThrows(LaunchException.class, () -> start("half"));

            assertTrue(failure.getMessage().startsWith("cannot install the bundle org.example:half:1.0: "),
                    failure.getMessage());
            assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
            assertTrue(failure.getMessage().toLowerCase(Locale.ROOT).contains("zip"), failure.getMessage());
            assertTrue(container.end(DEADLINE));
        }
    }

    @Test
    void saysThatThereIsNoPlaceForItsStorage() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        var failure = assertThrows(LaunchException.class, () -> StorageFolder.createIn(file));

        assertTrue(failure.getMessage().startsWith("cannot write to the temporary directory " + file
                + " (--home DIR takes another place): "), failure.getMessage());
    }

    @Test
    void saysThatTheDiskIsFullAndLeavesNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=8k", "none", disk.toString()) == 0,
                "a disk that is full needs a user who may mount one");
        StorageFolder small = StorageFolder.createIn(disk);
        try {
            writeBundle("idle", "org.osgi.framework");

            var failure = assertThrows(LaunchException.class, () -> start("idle", small));

            assertTrue(failure.getMessage().endsWith("No space left on device"), failure.getMessage());
            assertTrue(container.end(DEADLINE));
            small.end(DEADLINE);
            assertFalse(Files.exists(small.path()));
        } finally {
            assertEquals(0, run("umount", disk.toString()));
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private void start(String bundle) throws Exception {
        start(bundle, storage);
    }

    private void start(String bundle, StorageFolder storage) throws Exception {
        Path features = Files.createDirectories(folder.resolve("features"));
        Files.writeString(features.resolve("test.feature.json"), """
                {"id": "org.example:test:1.0", "bundles": [{"id": "org.example:%s:1.0"}]}
                """.formatted(bundle));
        container = Container.create(new FeatureFiles(List.of(features)).read(List.of("test")),
                new BundleFolders(List.of(folder)),
                storage.path());
        container.start();
    }

    private void writeBundle(String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Import-Package", imports);
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + "-1.0.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new ZipEntry("empty"));
        }
    }
}
