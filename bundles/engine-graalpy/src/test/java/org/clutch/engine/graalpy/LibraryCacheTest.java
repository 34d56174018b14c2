package org.clutch.engine.graalpy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.clutch.interpreter.InterpreterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    @TempDir
    private Path folder;

    @Test
    void makesTheFolderAndLeavesNothingInIt() throws Exception {
        Path cache = folder.resolve("not/there");

        LibraryCache.check(cache);

        try (Stream<Path> inside = Files.list(cache)) {
            assertEquals(0, inside.count());
        }
    }

    @Test
    void saysWhyTheFolderCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        var failure = assertThrows(InterpreterException.class, () -> LibraryCache.check(file.resolve("cache")));

        assertTrue(failure.getMessage().startsWith("cannot unpack Python's library to " + file + "/cache: "),
                failure.getMessage());
        assertTrue(failure.getMessage().contains("--home DIR"), failure.getMessage());
    }

    @Test
    void saysThatThereIsNoSpace() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.toString()) == 0,
                "a disk that is full needs a user who may mount one");
        try {
            var failure = assertThrows(InterpreterException.class, () -> LibraryCache.check(folder));
            assertTrue(failure.getMessage().contains(": 1 MiB are free there, 40 are needed"), failure.getMessage());

            // Where the library is, nothing is needed.
            Files.createDirectories(folder.resolve("python/python-home/version"));
            LibraryCache.check(folder);
        } finally {
            assertEquals(0, run("umount", folder.toString()));
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
