package org.clutch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir
    private Path folder;

    @Test
    void fileIsMadeForItsUserAlone() throws IOException {
        Path file = HistoryFile.find(Map.of("XDG_STATE_HOME", folder.toString())).orElseThrow();
        assertEquals(folder.resolve("clutch/python_history"), file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void variableOfPythonNamesAnother() {
        Path file = folder.resolve("mine");
        assertEquals(Optional.of(file), HistoryFile.find(Map.of("PYTHON_HISTORY", file.toString())));
    }

    @Test
    void homeKeepsItWithAllElse() {
        Path file = folder.resolve("python_history");
        assertEquals(Optional.of(file),
                HistoryFile.find(Map.of("CLUTCH_HOME", folder.toString(), "XDG_STATE_HOME", "/nowhere")));
    }

    @Test
    void whatIsNoFileKeepsNothing() {
        assertEquals(Optional.empty(), HistoryFile.find(Map.of("PYTHON_HISTORY", "/dev/null")));
    }

    @Test
    void whereNoneCanBeMadeThereIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(Optional.empty(), HistoryFile.find(Map.of("XDG_STATE_HOME", file.toString())));
    }
}
