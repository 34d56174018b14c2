package org.clutch.engine.graalpy.internals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.clutch.engine.graalpy.internals.copies.DrawnSlots;
import org.clutch.engine.graalpy.internals.copies.NativeCopies;
import org.clutch.engine.graalpy.internals.copies.PrefixScript;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;

/**
 * Sees to it that every context finds native libraries of its own: the standard library's C extensions work in many
 * interpreters at once only if each loads a copy. Where copies cannot be made, the log says so once and interpreters go on
 * without those modules.
 *
 * <p>A context draws the number of its copy when it first loads one, so copies for as many contexts as are open lie ready
 * ahead of the last number drawn. Guarded by the monitor.
 */
public final class NativeModules implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final String FOLDER = "clutch-native-";
    private static final Source HOME = Source
            .newBuilder("python", "__graalpython__.core_home", "<clutch home>").internal(true).buildLiteral();
    private static final Source PREFIX = Source.newBuilder("python", PrefixScript.SOURCE, "<clutch prefix>")
            .internal(true)
            .buildLiteral();

    private NativeCopies copies;
    private boolean impossible;

    /**
     * Gives a new context its libraries, before it runs anything of the user's.
     *
     * @param context entered by nobody else yet
     * @param open how many contexts there are, this one included
     */
    public synchronized void provide(Context context, int open) {
        if (impossible) {
            return;
        }
        try {
            int drawn = DrawnSlots.count().orElseThrow(() -> new IOException("the JVM lacks " + DrawnSlots.FLAG));
            if (copies == null) {
                sweepDeadProcesses();
                copies = new NativeCopies(Path.of(context.eval(HOME).asString()), ownFolder(), drawn);
            }
            copies.ensureThrough(drawn + open);
            context.eval(PREFIX).executeVoid(copies.folder().toString());
        } catch (IOException | UncheckedIOException e) {
            impossible = true;
            LOG.log(Level.WARNING, "only one interpreter can import sqlite3, pyexpat (xml), termios and other native "
                    + "modules: " + e.getMessage());
        }
    }

    /**
     * Gives the context that the calling thread has entered its copy of a library of somebody else's, beside that library. The
     * context has loaded a library of its own before.
     *
     * @throws IOException if that is not possible; the message says why
     */
    public synchronized void copy(Path library) throws IOException {
        if (copies != null) {
            copies.copyBeside(library, LoadedSlot.ofEnteredContext());
        }
    }

    /** Deletes the copies that no context has any more. */
    public synchronized void sweep() {
        if (copies != null) {
            try {
                copies.deleteUnmapped(DrawnSlots.count().orElse(0));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "unused copies of native modules stay in " + copies.folder(), e);
            }
        }
    }

    /** Deletes all copies, once no context is open any more. */
    @Override
    public synchronized void close() {
        impossible = true;
        if (copies != null) {
            try {
                copies.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot delete " + copies.folder() + ": " + e.getMessage());
            }
            copies = null;
        }
    }

    private static Path ownFolder() throws IOException {
        return Files.createTempDirectory(FOLDER + ProcessHandle.current().pid() + "-");
    }

    /** Deletes what processes that were killed have left behind. */
    private static void sweepDeadProcesses() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            List<Path> left = all.filter(NativeModules::isOfDeadProcess).toList();
            for (Path folder : left) {
                delete(folder);
            }
        }
    }

    private static boolean isOfDeadProcess(Path folder) {
        String[] parts = folder.getFileName().toString().split("-");
        return folder.getFileName().toString().startsWith(FOLDER) && parts.length == 4 && parts[2].matches("[0-9]{1,9}")
                && ProcessHandle.of(Long.parseLong(parts[2])).isEmpty() && Files.isWritable(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
