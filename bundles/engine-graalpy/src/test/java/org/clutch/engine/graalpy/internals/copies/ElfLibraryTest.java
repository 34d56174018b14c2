package org.clutch.engine.graalpy.internals.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Patches copies of the JDK's own libraries and reads them back. */
@EnabledOnOs(OS.LINUX)
class ElfLibraryTest {

    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib");
    private static final String NAME = "libq.so";

    @TempDir
    Path folder;

    private Path copy;

    @BeforeEach
    void copyALibrary() throws IOException {
        copy = Files.copy(JDK.resolve("libzip.so"), folder.resolve("copy.so"));
    }

    @Test
    void readsNamesOfARealLibrary() throws IOException {
        var library = ElfLibrary.read(copy);

        assertEquals("libzip.so", library.soname().orElseThrow());
        assertTrue(library.needed().contains("libc.so.6"), library.needed()::toString);
    }

    @Test
    void renamesInPlace() throws IOException {
        var before = ElfLibrary.read(copy);
        long size = Files.size(copy);

        apply(before.renamedTo("libz0a.so"));

        var after = ElfLibrary.read(copy);
        assertEquals("libz0a.so", after.soname().orElseThrow());
        assertEquals(before.needed(), after.needed());
        assertEquals(size, Files.size(copy));
    }

    @Test
    void refusesANameOfAnotherLength() throws IOException {
        var library = ElfLibrary.read(copy);

        var e = assertThrows(IOException.class, () -> library.renamedTo("libzip-longer.so"));

        assertTrue(e.getMessage().contains(copy.toString()), e::getMessage);
    }

    @Test
    void spendsTheSonameOnTheNeededLibrary() throws IOException {
        var before = ElfLibrary.read(copy);

        apply(before.bound("absent.so", NAME));

        var after = ElfLibrary.read(copy);
        assertTrue(after.soname().isEmpty());
        assertEquals(before.needed().size() + 1, after.needed().size());
        assertTrue(after.needed().contains(NAME), after.needed()::toString);
    }

    @Test
    void spendsASpareEntryWithoutSoname() throws IOException {
        apply(ElfLibrary.read(copy).bound("absent.so", NAME));
        var before = ElfLibrary.read(copy);

        apply(before.bound("absent.so", "libpython-00000a.so"));

        assertEquals("libpython-00000a.so", ElfLibrary.read(copy).needed().getLast());
        assertTrue(ElfLibrary.read(copy).needed().containsAll(before.needed()));
    }

    @Test
    void putsALongNameInTheUnusedSymbol() throws IOException {
        apply(ElfLibrary.read(copy).bound("absent.so", "libpython-00000a.so"));

        var after = ElfLibrary.read(copy);
        assertTrue(after.needed().contains("libpython-00000a.so"), after.needed()::toString);
        assertTrue(after.soname().isEmpty());
    }

    @Test
    void renamesALibraryThatIsNeededAlready() throws IOException {
        var before = ElfLibrary.read(copy);
        String original = before.needed().getFirst();
        String other = original.substring(0, original.length() - 1) + "!";

        apply(before.bound(original, other));

        assertEquals(other, ElfLibrary.read(copy).needed().getFirst());
        assertEquals(before.soname(), ElfLibrary.read(copy).soname());
    }

    @Test
    void refusesANameThatFitsNowhere() throws IOException {
        var library = ElfLibrary.read(copy);

        assertThrows(IOException.class, () -> library.bound("absent.so", "x".repeat(60)));
    }

    @Test
    void namesAFileThatIsNotElf() throws IOException {
        Files.writeString(copy, "#!/bin/sh\n".repeat(100));

        var e = assertThrows(IOException.class, () -> ElfLibrary.read(copy));

        assertTrue(e.getMessage().contains(copy.toString()) && e.getMessage().contains("not an ELF"), e::getMessage);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(copy);
        for (int length : IntStream.iterate(0, n -> n < 4096, n -> n + 7).toArray()) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void refusesOtherKindsOfElf() throws IOException {
        byte[] whole = Files.readAllBytes(copy);
        assertRefused(changed(whole, 4, 1)); // 32 bits
        assertRefused(changed(whole, 5, 2)); // big-endian
        assertRefused(changed(whole, 16, 1)); // an object file
        assertRefused(changed(whole, 18, 40)); // 32-bit ARM
    }

    @Test
    void survivesAnyDamagedByteOfTheHeaders() throws IOException {
        byte[] whole = Files.readAllBytes(copy);
        for (int at = 0; at < 800; at++) {
            Files.write(copy, changed(whole, at, ~whole[at]));
            try {
                assertFalse(ElfLibrary.read(copy).needed().isEmpty());
            } catch (IOException e) {
                assertTrue(e.getMessage().contains(copy.toString()), e::getMessage);
            }
        }
    }

    private void assertRefused(byte[] content) throws IOException {
        Files.write(copy, content);
        var e = assertThrows(IOException.class, () -> ElfLibrary.read(copy));
        assertTrue(e.getMessage().contains(copy.toString()), e::getMessage);
    }

    private static byte[] changed(byte[] content, int at, int value) {
        byte[] changed = content.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private void apply(List<BytePatch> patches) throws IOException {
        try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            for (var patch : patches) {
                patch.applyTo(channel);
            }
        }
    }
}
