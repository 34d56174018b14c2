package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** This bundle's place among the rooms; no container has it in the build. */
class BundleTest {
    @Test
    void exportsOnePackageAndImportsTheApiAndJunit() throws IOException {
        Attributes manifest;
        try (InputStream file = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
            manifest = new Manifest(file).getMainAttributes();
        }
        Parameters exports = new Parameters(manifest.getValue("Export-Package"));
        assertEquals(Set.of("org.clutch.testkit"), exports.keySet());
        assertTrue(exports.get("org.clutch.testkit").getVersion().matches("\\d+\\.\\d+\\.\\d+"));
        for (String imported : new Parameters(manifest.getValue("Import-Package")).keySet()) {
            assertTrue(
                    imported.matches(
                            "java\\..*|com\\.sun\\.management|org\\.junit\\..*|org\\.clutch\\.(share|transport)"),
                    imported);
        }
    }
}
