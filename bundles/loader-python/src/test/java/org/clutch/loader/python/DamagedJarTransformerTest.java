package org.clutch.loader.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that were copied by half, and whole ones. */
class DamagedJarTransformerTest {
    private final DamagedJarTransformer transformer = new DamagedJarTransformer();
    @TempDir
    private Path folder;

    @Test
    void wholeJarsAndOtherFilesAreLeftToOthers() throws IOException {
        Path whole = folder.resolve("whole.jar");
        new JarOutputStream(Files.newOutputStream(whole), new Manifest()).close();
        assertFalse(transformer.canHandle(whole.toFile()));
        assertFalse(transformer.canHandle(Files.writeString(folder.resolve("any.txt"), "").toFile()));
        assertFalse(transformer.canHandle(folder.resolve("gone.jar").toFile()));
    }

    @Test
    void halfAJarIsToldOfInOneLine() throws IOException {
        Path half = Files.writeString(folder.resolve("half.jar"), "PK\003\004 and no more");
        assertTrue(transformer.canHandle(half.toFile()));
        List<LogRecord> log = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.clutch.loader.python");
        logger.addHandler(handler);
        try {
            assertNull(transformer.transform(half.toFile(), folder.toFile()));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, log.size());
        assertTrue(log.getFirst().getMessage().startsWith(half + " offers no modules: it is no jar ("),
                log.getFirst().getMessage());
    }
}
