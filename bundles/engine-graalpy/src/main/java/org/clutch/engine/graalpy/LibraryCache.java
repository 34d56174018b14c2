package org.clutch.engine.graalpy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.clutch.interpreter.InterpreterException;

/**
 * The folder that GraalPy unpacks Python's library to, once for a user. When it cannot, GraalPy goes on without a word and fails
 * where nobody would look for the reason, so this looks first.
 */
final class LibraryCache {
    /** What the library takes, and a little more. */
    private static final long NECESSARY_MEBIBYTES = 40;

    private LibraryCache() {}

    /**
     * Looks whether the library is there or can be unpacked.
     *
     * @throws InterpreterException it is not and cannot; the message says why, and what to do
     */
    static void check() {
        check(folder());
    }

    static void check(Path folder) {
        try {
            if (holdsLibrary(folder)) {
                return;
            }
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe", null));
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            if (free < NECESSARY_MEBIBYTES) {
                throw failure(folder, free + " MiB are free there, " + NECESSARY_MEBIBYTES + " are needed", null);
            }
        } catch (AccessDeniedException e) {
            throw failure(folder, "permission denied for " + e.getFile(), e);
        } catch (IOException e) {
            throw failure(folder, e.toString(), e);
        }
    }

    private static InterpreterException failure(Path folder, String reason, IOException cause) {
        return new InterpreterException("cannot unpack Python's library to " + folder + ": " + reason
                + " (clutch --home DIR takes another place, as -Dpolyglot.engine.userResourceCache=DIR does)", cause);
    }

    private static boolean holdsLibrary(Path folder) throws IOException {
        Path versions = folder.resolve("python/python-home");
        if (!Files.isDirectory(versions)) {
            return false;
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.findAny().isPresent();
        }
    }

    /** Finds it as GraalPy does. */
    private static Path folder() {
        String wanted = System.getProperty("polyglot.engine.userResourceCache");
        if (wanted != null) {
            return Path.of(wanted).toAbsolutePath();
        }
        Path home = Path.of(System.getProperty("user.home"));
        String caches = System.getenv("XDG_CACHE_HOME");
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        Path parent = mac ? home.resolve("Library/Caches") : home.resolve(".cache");
        if (!mac && caches != null && caches.startsWith("/")) {
            parent = Path.of(caches);
        }
        return parent.resolve("org.graalvm.polyglot");
    }
}
