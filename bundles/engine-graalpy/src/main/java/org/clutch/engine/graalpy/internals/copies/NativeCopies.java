package org.clutch.engine.graalpy.internals.copies;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The copies of libpython and of the standard library's C extensions, a set for each slot, in one folder; and those of other
 * extensions, beside the originals, each made when its slot's context is about to load it.
 *
 * <p>GraalPy numbers its slots once for the whole JVM and never takes one again, so the copies must be there ahead of
 * it and the old ones can go. A copy appears whole or not at all. The folder belongs to this object and to one
 * process alone.
 *
 * <p>Any thread may call; calls wait for each other and block while they write files.
 */
public final class NativeCopies implements AutoCloseable {

    /** How long a slot that was never seen in memory is kept: its context may be just about to load it. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final String LIBPYTHON = "libpython-native.so";
    private static final String NAME = "libpython-%06x.so";

    private final Path folder;
    private final Path maps;
    private final Duration grace;
    private final Map<Path, ElfLibrary> extensions = new HashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Path libpythonFile;
    private final ElfLibrary libpython;

    private final TreeSet<Integer> made = new TreeSet<>();
    private final Set<Integer> seenMapped = new HashSet<>();
    private final Map<Integer, Long> unmappedSince = new HashMap<>();
    private final Map<Integer, Set<Path>> beside = new HashMap<>();
    private int next;
    private boolean closed;

    /**
     * Reads the originals and makes the folder if it is missing, but no copy yet.
     *
     * @param pythonHome GraalPy's core library folder, {@code .../lib/graalpy25.0}, as unpacked
     * @param folder where the copies go; nobody else may use it. Its file system must allow code to be mapped
     *        (not {@code noexec})
     * @param firstSlot copies of slots below it are never made; {@link DrawnSlots#count()}, or 0
     * @throws IOException if native libraries can't be copied here, as on macOS and Windows: there is no
     *         {@code /proc/self/maps}, or libpython is missing or no ELF file. The message says which. Nothing is left
     *         behind then, and interpreters run on without copies
     */
    public NativeCopies(Path pythonHome, Path folder, int firstSlot) throws IOException {
        this(pythonHome, folder, firstSlot, MappedSlots.MAPS, GRACE);
    }

    /** As {@link #NativeCopies(Path, Path, int)}, from slot 0. */
    public NativeCopies(Path pythonHome, Path folder) throws IOException {
        this(pythonHome, folder, 0);
    }

    NativeCopies(Path pythonHome, Path folder, int firstSlot, Path maps, Duration grace) throws IOException {
        if (!Files.isReadable(maps)) {
            throw new IOException("Native libraries can't be copied on this system: no " + maps);
        }
        this.folder = folder;
        this.maps = maps;
        this.grace = grace;
        this.next = firstSlot;
        libpythonFile = pythonHome.resolve(LIBPYTHON);
        libpython = ElfLibrary.read(libpythonFile);
        libpython.renamedTo(NAME.formatted(firstSlot));
        readExtensions(pythonHome.resolve("modules"));
        Files.createDirectories(folder);
    }

    /** The folder that {@code sys.prefix} must name, as GraalPy sees it, while a context loads native libraries. */
    public Path folder() {
        return folder;
    }

    /** The extensions that can't be copied, each with the reason; importing one of them fails. Usually empty. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    /**
     * Makes the missing copies of all slots up to and with {@code slot}. Slots that were made before are left alone,
     * those since deleted too. About 10 ms, ten times that in a cold JVM, and 4.9 MB a slot.
     *
     * @throws IOException if a copy can't be written; the slots before it are there, and the call can be repeated
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void ensureThrough(int slot) throws IOException {
        if (closed) {
            throw new IllegalStateException("Closed: " + folder);
        }
        for (; next <= slot; next++) {
            makeSlot(next);
            made.add(next);
        }
    }

    /**
     * Makes the copy of an extension outside of the Python home, where GraalPy looks for it: beside it. It goes with its slot.
     *
     * @param original the extension; its folder must be writable
     * @param slot that of the context that is about to load it
     * @throws IOException if the extension can't be copied or the copy can't be written; the message says why
     * @throws IllegalStateException after {@link #close()}
     */
    public synchronized void copyBeside(Path original, int slot) throws IOException {
        if (closed) {
            throw new IllegalStateException("Closed: " + folder);
        }
        var real = original.toRealPath();
        var copy = real.resolveSibling(copyName(real, slot));
        if (beside.computeIfAbsent(slot, key -> new HashSet<>()).add(copy)) {
            try {
                make(real, copy, ElfLibrary.read(real).bound(LIBPYTHON, NAME.formatted(slot)));
            } catch (IOException e) {
                beside.get(slot).remove(copy);
                throw e;
            }
        }
    }

    /**
     * Deletes the copies of the slots below {@code belowSlot} that are not in memory. Those of a slot that was never
     * seen in memory go only when a later call, at least half a minute on, still does not see it. GraalPy unloads the
     * libraries of a closed context after a garbage collection, so one call rarely gets them all.
     *
     * @param belowSlot at most {@link DrawnSlots#count()}, since slots not drawn yet are never in memory
     * @return how many slots are deleted
     * @throws IOException if the system's list of libraries can't be read or a copy can't be deleted
     */
    public synchronized int deleteUnmapped(int belowSlot) throws IOException {
        var mapped = MappedSlots.read(maps);
        long now = System.nanoTime();
        int deleted = 0;
        for (int slot : List.copyOf(made.headSet(belowSlot))) {
            if (mapped.contains(slot)) {
                seenMapped.add(slot);
            } else if (seenMapped.contains(slot)
                    || now - unmappedSince.computeIfAbsent(slot, key -> now) >= grace.toNanos()) {
                deleteSlot(slot);
                deleted++;
            }
        }
        return deleted;
    }

    /**
     * Deletes the folder with all copies in it. What is in memory stays usable, but a context that is still open can
     * load no further extension: close the contexts first. Does nothing when repeated.
     *
     * @throws IOException if something can't be deleted; calling again tries again
     */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (int slot : List.copyOf(beside.keySet())) {
            deleteBeside(slot);
        }
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder)) {
                for (var file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    private void readExtensions(Path modules) throws IOException {
        try (var files = Files.newDirectoryStream(modules, NativeCopies::isWanted)) {
            for (var file : files) {
                try {
                    var library = ElfLibrary.read(file);
                    library.bound(LIBPYTHON, NAME.formatted(next));
                    extensions.put(file, library);
                } catch (IOException e) {
                    leftOut.add(e.getMessage());
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether a file is an extension of use: not one of those by which Python tests itself. */
    private static boolean isWanted(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".so") && !name.startsWith("_test") && !name.startsWith("_ctypes_test")
                && !name.startsWith("_xx") && !name.startsWith("xx");
    }

    private void makeSlot(int slot) throws IOException {
        String name = NAME.formatted(slot);
        make(libpythonFile, copyOf(libpythonFile, slot), libpython.renamedTo(name));
        for (var extension : extensions.entrySet()) {
            make(extension.getKey(), copyOf(extension.getKey(), slot), extension.getValue().bound(LIBPYTHON, name));
        }
    }

    private static void make(Path original, Path copy, List<BytePatch> patches) throws IOException {
        var draft = copy.resolveSibling("draft-" + ProcessHandle.current().pid() + "-" + copy.getFileName());
        try {
            Files.copy(original, draft, StandardCopyOption.REPLACE_EXISTING);
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                for (var patch : patches) {
                    patch.applyTo(channel);
                }
            }
            Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void deleteSlot(int slot) throws IOException {
        for (var extension : extensions.keySet()) {
            Files.deleteIfExists(copyOf(extension, slot));
        }
        Files.deleteIfExists(copyOf(libpythonFile, slot));
        deleteBeside(slot);
        made.remove(slot);
        seenMapped.remove(slot);
        unmappedSince.remove(slot);
    }

    private void deleteBeside(int slot) throws IOException {
        for (var copy : beside.getOrDefault(slot, Set.of())) {
            Files.deleteIfExists(copy);
        }
        beside.remove(slot);
    }

    private Path copyOf(Path original, int slot) {
        return folder.resolve(copyName(original, slot));
    }

    private static String copyName(Path original, int slot) {
        return original.getFileName() + ".dup" + Integer.toHexString(slot);
    }
}
