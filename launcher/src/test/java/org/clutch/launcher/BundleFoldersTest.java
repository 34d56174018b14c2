package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

class BundleFoldersTest {
    @TempDir
    private Path folder;
    private Path absent;

    @Test
    void namesFilesAfterTheirCoordinates() {
        assertEquals("core-1.0-SNAPSHOT.jar", BundleFolders.fileName(id("org.example:core:1.0-SNAPSHOT")));
        assertEquals("core-1.0-jakarta.jar", BundleFolders.fileName(id("org.example:core:jar:jakarta:1.0")));
    }

    @BeforeEach
    void nameAFolderThatIsNotThere() {
        absent = folder.resolve("absent");
    }

    @Test
    void refersToTheFileInPlace() throws Exception {
        Path file = Files.createFile(folder.resolve("core-1.0.jar"));

        assertEquals("reference:" + file.toUri(),
                new BundleFolders(List.of(absent, folder)).location(id("org.example:core:1.0")));
    }

    @Test
    void saysWhichBundleIsMissingAndWhereItShouldBe() {
        var failure = assertThrows(LaunchException.class,
                () -> new BundleFolders(List.of(absent, folder)).location(id("org.example:core:1.0")));

        assertEquals(
                "bundle org.example:core:1.0 is missing: there is no file core-1.0.jar in " + absent + ", " + folder,
                failure.getMessage());
    }

    private static ID id(String coordinates) {
        return ServiceLoader.load(FeatureService.class).findFirst().orElseThrow()
                .getIDfromMavenCoordinates(coordinates);
    }
}
