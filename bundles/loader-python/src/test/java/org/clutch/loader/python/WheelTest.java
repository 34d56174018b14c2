package org.clutch.loader.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wheels, as archives on disk, and the bundles that they become. */
class WheelTest {
    @TempDir
    Path temp;

    private Path wheel(String version, String... names) throws IOException {
        Path file = temp.resolve("toolbox-any.whl");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
            if (version != null) {
                out.putNextEntry(new ZipEntry("Tool_Box-1.dist-info/METADATA"));
                out.write(("Metadata-Version: 2.1\nName: Tool_Box\nVersion: " + version + "\n\nName: none\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private JarFile bundle(Path wheel) throws IOException {
        Path jar = temp.resolve("bundle.jar");
        Wheel.read(wheel).writeBundle(jar);
        return new JarFile(jar.toFile());
    }

    private static String header(JarFile bundle, String name) throws IOException {
        return bundle.getManifest().getMainAttributes().getValue(name);
    }

    @Test
    void purePythonIsForEveryInterpreter() throws IOException {
        try (JarFile bundle = bundle(wheel("1.2", "toolbox/__init__.py", "toolbox/deep/down.py", "lone.py",
                "loose/module.py", "Tool_Box-1.data/purelib/more.py", "Tool_Box-1.data/scripts/run"))) {
            assertEquals("wheel.tool-box", header(bundle, "Bundle-SymbolicName"));
            assertEquals("1.2.0", header(bundle, "Bundle-Version"));
            assertEquals("clutch.extension;clutch.extension=lone;interpreters=per-interpreter,"
                    + "clutch.extension;clutch.extension=more;interpreters=per-interpreter,"
                    + "clutch.extension;clutch.extension=toolbox;interpreters=per-interpreter",
                    header(bundle, "Provide-Capability"));
            assertArrayEquals("toolbox/deep/down.py".getBytes(StandardCharsets.UTF_8),
                    bundle.getInputStream(bundle.getEntry("python/toolbox/deep/down.py")).readAllBytes());
            assertTrue(bundle.getEntry("python/more.py") != null);
            assertNull(bundle.getEntry("python/Tool_Box-1.data/scripts/run"));
        }
    }

    @Test
    void nativeCodeDeclaresNothing() throws IOException {
        Path file = wheel("1.2", "toolbox/__init__.py", "toolbox/fast.cpython-312-x86_64-linux-gnu.so", "lone.abi3.so");
        assertEquals(Set.of("toolbox", "lone"), Wheel.read(file).modules());
        try (JarFile bundle = bundle(file)) {
            assertEquals("clutch.extension;clutch.extension=lone,clutch.extension;clutch.extension=toolbox",
                    header(bundle, "Provide-Capability"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0.0", "2.3.4, 2.3.4", "1.0rc1, 1.0.0.rc1", "1!2.0.post1, 2.0.0.post1", "1.2.3.4, 1.2.3.4",
            "3.0+local.5, 3.0.0.local_5", "20240101, 20240101.0.0"})
    void versionBecomesAnOsgiOne(String version, String expected) throws IOException {
        assertEquals(expected, Wheel.read(wheel(version, "a.py")).bundleVersion());
    }

    @Test
    void whatIsNoWheelIsRefused() throws IOException {
        Path bare = wheel(null, "a.py");
        assertTrue(assertThrows(IOException.class, () -> Wheel.read(bare)).getMessage().contains("METADATA"));
        Path outside = wheel("1", "../a.py");
        assertTrue(assertThrows(IOException.class, () -> Wheel.read(outside)).getMessage().contains("../a.py"));
        Path empty = wheel("1", "loose/module.py");
        assertThrows(IOException.class, () -> bundle(empty));
        Path half = Files.write(temp.resolve("half.whl"), new byte[]{'P', 'K', 3, 4});
        assertThrows(IOException.class, () -> Wheel.read(half));
    }
}
