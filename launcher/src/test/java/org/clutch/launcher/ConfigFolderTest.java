package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.clutch.launcher.ConfigFolder.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFolderTest {
    @TempDir
    private Path folder;

    private Content read() throws LaunchException {
        return new ConfigFolder(folder).read();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsTheValuesOfEachFile() throws Exception {
        write("org.example.cfg", "# a comment\na = 1 \nname: \u00fcber\n");
        write("org.example.pool~web.cfg", "max=4");
        write("README.md", "max=5");
        Files.createDirectory(folder.resolve("more.cfg"));

        assertEquals(new Content(Map.of("org.example", Map.of("a", "1", "name", "\u00fcber"), "org.example.pool~web",
                Map.of("max", "4")), Map.of()), read());
    }

    @Test
    void commentsConfigureNothing() throws Exception {
        write("org.example.cfg", "#a = 1\n");

        assertEquals(Content.NONE, read());
    }

    @Test
    void saysWhatCannotBeRead() throws Exception {
        write("empty.cfg", "");
        write("escape.cfg", "# C:\\users\nb = \\\\unit\na = C:\\users\n");
        Files.write(folder.resolve("latin.cfg"), "# first\na = \u00fc".getBytes(StandardCharsets.ISO_8859_1));

        Content content = read();

        assertTrue(content.values().isEmpty());
        assertEquals(Set.of("empty", "escape", "latin"), content.unknown().keySet());
        assertTrue(content.unknown().get("empty").contains(folder.resolve("empty.cfg") + ": it is empty"),
                content.toString());
        assertEquals("cannot read " + folder.resolve("escape.cfg")
                + ", line 3: \\u needs four hexadecimal digits; write \\\\ for a backslash",
                content.unknown().get("escape"));
        assertEquals("cannot read " + folder.resolve("latin.cfg")
                + ", line 2: this is not UTF-8; save the file in that encoding", content.unknown().get("latin"));
    }

    @Test
    void saysThatTheFolderCannotBeRead() {
        var failure = assertThrows(LaunchException.class, () -> new ConfigFolder(folder.resolve("none")).read());

        assertTrue(failure.getMessage().startsWith("cannot read the folder " + folder.resolve("none")));
    }
}
