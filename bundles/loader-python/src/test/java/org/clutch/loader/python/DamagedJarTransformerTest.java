package org.clutch.loader.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that were copied by half, or with a wrong byte, and whole ones. */
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
        assertTold(half, "it is no jar (");
    }

    @Test
    void wrongByteIsToldWithTheEntryThatHasIt() throws IOException {
        Path jar = folder.resolve("flipped.jar");
        byte[] content = new byte[2000];
        new Random(42).nextBytes(content);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
            out.putNextEntry(new ZipEntry("OSGI-INF/component.xml"));
            out.write(content);
        }
        byte[] whole = Files.readAllBytes(jar);
        assertFalse(transformer.canHandle(jar.toFile()));
        whole[whole.length / 2] ^= 1;
        Files.write(jar, whole);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertTold(jar, "it is damaged (OSGI-INF/component.xml has not the checksum that it should have)");
    }

    private void assertTold(Path jar, String reason) {
        assertTrue(transformer.canHandle(jar.toFile()));
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
            assertNull(transformer.transform(jar.toFile(), folder.toFile()));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(1, log.size());
        String told = log.getFirst().getMessage();
        assertTrue(told.startsWith(jar + " offers no modules: " + reason), told);
        assertTrue(told.endsWith("; copy it once more"), told);
    }
}
