package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

class BundleFolderTest {
    @TempDir
    private Path folder;

    @Test
    void namesFilesAfterTheirCoordinates() {
        assertEquals("core-1.0-SNAPSHOT.jar", BundleFolder.fileName(id("org.example:core:1.0-SNAPSHOT")));
        assertEquals("core-1.0-jakarta.jar", BundleFolder.fileName(id("org.example:core:jar:jakarta:1.0")));
    }

    @Test
    void refersToTheFileInPlace() throws Exception {
        Path file = Files.createFile(folder.resolve("core-1.0.jar"));

        assertEquals("reference:" + file.toUri(), new BundleFolder(folder).location(id("org.example:core:1.0")));
    }

    @Test
    void saysWhichBundleIsMissingAndWhereItShouldBe() {
        var failure = assertThrows(LaunchException.class,
                () -> new BundleFolder(folder).location(id("org.example:core:1.0")));

        assertEquals("bundle org.example:core:1.0 is missing: there is no file " + folder.resolve("core-1.0.jar"),
                failure.getMessage());
    }

    private static ID id(String coordinates) {
        return ServiceLoader.load(FeatureService.class).findFirst().orElseThrow()
                .getIDfromMavenCoordinates(coordinates);
    }
}
