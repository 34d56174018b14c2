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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A pretended Python home, made of the JDK's libraries, and a pretended list of what is mapped. */
@EnabledOnOs(OS.LINUX)
class NativeCopiesTest {

    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib");
    private static final String LIBPYTHON = "libpython-native.so";

    @TempDir
    Path temp;

    private Path home;
    private Path folder;
    private Path maps;

    @BeforeEach
    void pretendAHome() throws IOException {
        home = temp.resolve("home");
        folder = temp.resolve("copies");
        maps = Files.writeString(temp.resolve("maps"), "");
        var modules = Files.createDirectories(home.resolve("modules"));
        // A library whose SONAME is as long as libpython's, made of one whose name is free to change.
        Path libpython = Files.copy(JDK.resolve("libmanagement_ext.so"), home.resolve(LIBPYTHON));
        rename(libpython);
        for (String name : List.of("good.so", "_testcapi.so", "_ctypes_test.so", "xxlimited.so", "_xxsub.so")) {
            Files.copy(JDK.resolve("libmanagement_agent.so"), modules.resolve(name));
        }
        Files.writeString(modules.resolve("script.py"), "pass");
    }

    @Test
    void makesAllSlotsWithoutTestModules() throws IOException {
        try (var copies = copies(Duration.ZERO)) {
            copies.ensureThrough(10);

            var wanted = IntStream.rangeClosed(0, 10).mapToObj(Integer::toHexString)
                    .flatMap(hex -> List.of("good.so.dup" + hex, LIBPYTHON + ".dup" + hex).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(wanted, names());
            assertEquals("libpython-00000a.so", ElfLibrary.read(folder.resolve(LIBPYTHON + ".dupa")).soname().get());
            assertTrue(ElfLibrary.read(folder.resolve("good.so.dupa")).needed().contains("libpython-00000a.so"));
            assertTrue(copies.leftOut().isEmpty());
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void startsAtTheFirstSlotAndWritesNothingTwice() throws IOException {
        try (var copies = new NativeCopies(home, folder, 4, maps, Duration.ZERO)) {
            copies.ensureThrough(3);
            assertEquals(Set.of(), names());
            copies.ensureThrough(4);
            assertEquals(Set.of("good.so.dup4", LIBPYTHON + ".dup4"), names());
            Object inode = Files.getAttribute(folder.resolve("good.so.dup4"), "unix:ino");
            copies.ensureThrough(4);
            assertEquals(inode, Files.getAttribute(folder.resolve("good.so.dup4"), "unix:ino"));
        }
    }

    @Test
    void copiesOthersExtensionsBesideThemForOneSlot() throws IOException {
        Path site = Files.createDirectories(temp.resolve("site"));
        Path other = Files.copy(JDK.resolve("libmanagement_agent.so"), site.resolve("other.so"));
        try (var copies = copies(Duration.ofHours(1))) {
            copies.ensureThrough(11);
            copies.copyBeside(other, 10);
            assertTrue(ElfLibrary.read(site.resolve("other.so.dupa")).needed().contains("libpython-00000a.so"));
            Object inode = Files.getAttribute(site.resolve("other.so.dupa"), "unix:ino");
            copies.copyBeside(other, 10);
            assertEquals(inode, Files.getAttribute(site.resolve("other.so.dupa"), "unix:ino"));
            copies.copyBeside(other, 11);

            Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 5   /x/other.so.dupa\n");
            copies.deleteUnmapped(11);
            Files.writeString(maps, "");
            copies.deleteUnmapped(11);

            assertFalse(Files.exists(site.resolve("other.so.dupa")), "it goes with its slot");
            Path text = Files.writeString(site.resolve("text.so"), "no library");
            assertThrows(IOException.class, () -> copies.copyBeside(text, 11));
        }
        try (var left = Files.list(site)) {
            assertEquals(Set.of("other.so", "text.so"),
                    left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void deletesWhatWasMappedAndIsNoMore() throws IOException {
        try (var copies = copies(Duration.ofHours(1))) {
            copies.ensureThrough(2);
            Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 5   /x y/libpython-native.so.dup0\n");
            assertEquals(0, copies.deleteUnmapped(2));
            Files.writeString(maps, "");

            assertEquals(1, copies.deleteUnmapped(2));

            assertFalse(names().contains("good.so.dup0"));
            assertTrue(names().contains("good.so.dup1"), "never seen in memory, and the grace is not over");
            copies.ensureThrough(2);
            assertFalse(names().contains("good.so.dup0"), "a deleted slot is not made again");
        }
    }

    @Test
    void deletesWhatWasNeverMappedAfterTheGrace() throws IOException {
        try (var copies = copies(Duration.ZERO)) {
            copies.ensureThrough(17);
            Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 5   /x/good.so.dup10\n7f02-7f03 rw-p 0 0:0 0  [heap]\n");

            assertEquals(16, copies.deleteUnmapped(17));

            assertEquals(Set.of("good.so.dup10", LIBPYTHON + ".dup10", "good.so.dup11", LIBPYTHON + ".dup11"),
                    names());
        }
    }

    @Test
    void leavesOutWhatItCantPatch() throws IOException {
        Files.writeString(home.resolve("modules/bad.so"), "not a library");
        try (var copies = copies(Duration.ZERO)) {
            copies.ensureThrough(0);

            assertEquals(Set.of("good.so.dup0", LIBPYTHON + ".dup0"), names());
            assertTrue(copies.leftOut().getFirst().contains("bad.so"));
        }
    }

    @Test
    void saysWhyItCantWork() throws IOException {
        var noMaps = assertThrows(IOException.class,
                () -> new NativeCopies(home, folder, 0, temp.resolve("nothing"), Duration.ZERO));
        assertTrue(noMaps.getMessage().contains("nothing"), noMaps::getMessage);
        Files.writeString(home.resolve(LIBPYTHON), "MZ");
        var noElf = assertThrows(IOException.class, () -> copies(Duration.ZERO));
        assertTrue(noElf.getMessage().contains(LIBPYTHON), noElf::getMessage);
        assertFalse(Files.exists(folder));
    }

    @Test
    void refusesWorkAfterClose() throws IOException {
        var copies = copies(Duration.ZERO);
        copies.close();
        copies.close();
        assertThrows(IllegalStateException.class, () -> copies.ensureThrough(0));
    }

    @Test
    void threadsMakeEachSlotOnce() throws Exception {
        try (var copies = copies(Duration.ZERO)) {
            IntStream.range(0, 40).parallel().forEach(slot -> {
                try {
                    copies.ensureThrough(slot);
                    assertTrue(Files.exists(folder.resolve("good.so.dup" + Integer.toHexString(slot))));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals(80, names().size());
        }
    }

    @Test
    void askingForDrawnSlotsNeverFails() {
        // Without GraalPy, or without the flag, the answer is empty.
        assertTrue(DrawnSlots.count().orElse(0) >= 0);
    }

    private NativeCopies copies(Duration grace) throws IOException {
        return new NativeCopies(home, folder, 0, maps, grace);
    }

    private Set<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Makes {@code libmanagement_ext.so}, of one character too many, a library of libpython's name. */
    private static void rename(Path file) throws IOException {
        String old = ElfLibrary.read(file).soname().orElseThrow();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var sameLength = LIBPYTHON + "x".repeat(old.length() - LIBPYTHON.length());
            for (var patch : ElfLibrary.read(file).renamedTo(sameLength)) {
                new BytePatch(patch.offset(), (LIBPYTHON + "\0").getBytes()).applyTo(channel);
            }
        }
    }
}
