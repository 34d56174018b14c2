package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void asShipped() throws IOException {
        Files.writeString(folder.resolve("README.md"), "what to put here");
    }

    @Test
    void doesNotCountForAProgramWhileNothingIsInIt() throws Exception {
        assertEquals(Optional.empty(), DeployFolder.find(folder, false));
        Files.createFile(folder.resolve(".hidden"));
        assertEquals(Optional.empty(), DeployFolder.find(folder, false));
        assertEquals(Optional.empty(), DeployFolder.find(folder.resolve("absent"), true));
    }

    @Test
    void countsWhenSomethingIsInIt() throws Exception {
        Files.createFile(folder.resolve("greeter.jar"));
        assertEquals(Optional.of(new DeployFolder(folder)), DeployFolder.find(folder, false));
    }

    @Test
    void countsWhenSomethingMayComeLater() throws Exception {
        assertEquals(Optional.of(new DeployFolder(folder)), DeployFolder.find(folder, true));
    }
}
