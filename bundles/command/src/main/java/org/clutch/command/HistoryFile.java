package org.clutch.command;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** The file that keeps what was typed: the user's alone, since there may be secrets in it. */
final class HistoryFile {
    private static final Logger LOG = System.getLogger("org.clutch.command");

    private HistoryFile() {}

    /**
     * Finds the file, and makes it if it is not there.
     *
     * @param environment the variables of the process
     * @return empty if none is wanted, or it cannot be written, which the log says
     */
    static Optional<Path> find(Map<String, String> environment) {
        Path file = path(environment);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Such as /dev/null: nothing is to be kept, and JLine would replace it by a file.
            return Optional.empty();
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            if (Files.isWritable(file)) {
                return Optional.of(file);
            }
            LOG.log(Level.WARNING, () -> "what is typed is not kept, since " + file + " cannot be written");
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "what is typed is not kept, since " + file + " cannot be made: " + e);
        }
        return Optional.empty();
    }

    private static Path path(Map<String, String> environment) {
        String own = environment.getOrDefault("PYTHON_HISTORY", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String home = environment.getOrDefault("CLUTCH_HOME", "");
        if (!home.isEmpty()) {
            return Path.of(home, "python_history");
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path folder = state.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return folder.resolve("clutch").resolve("python_history");
    }
}
