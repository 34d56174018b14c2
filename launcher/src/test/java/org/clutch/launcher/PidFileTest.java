package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void isThereUntilTheEndInPlaceOfWhatWasLeft() throws Exception {
        Path path = folder.resolve("clutch.pid");
        Files.writeString(path, "a line that is longer\n");
        PidFile file = new PidFile(path, 42);
        file.write();
        assertEquals("42\n", Files.readString(path));
        assertTrue(file.end(DEADLINE));
        assertFalse(Files.exists(path));
        assertTrue(file.end(DEADLINE));
    }

    @Test
    void thatOfAnotherProcessStays() throws Exception {
        Path path = folder.resolve("clutch.pid");
        PidFile first = new PidFile(path, 42);
        first.write();
        new PidFile(path, 43).write();
        first.end(DEADLINE);
        assertEquals("43\n", Files.readString(path));
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() throws Exception {
        Path nowhere = folder.resolve("none/clutch.pid");
        String message = assertThrows(LaunchException.class, new PidFile(nowhere, 42)::write).getMessage();
        assertEquals("cannot write the process id to " + nowhere + ": there is no folder " + folder.resolve("none")
                + "; make it, or let --pid-file name another file", message);
        message = assertThrows(LaunchException.class, new PidFile(folder, 42)::write).getMessage();
        assertTrue(message.startsWith("cannot write the process id to the file that --pid-file names: " + folder),
                message);
    }
}
