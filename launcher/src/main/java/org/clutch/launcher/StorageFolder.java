package org.clutch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder of this process alone in the temporary directory, removed at the end with all that is in it.
 *
 * @param path the folder
 */
record StorageFolder(Path path) implements Shutdown.Step {
    static StorageFolder create() throws LaunchException {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static StorageFolder createIn(Path folder) throws LaunchException {
        try {
            return new StorageFolder(
                    Files.createTempDirectory(folder, "clutch-" + ProcessHandle.current().pid() + "-"));
        } catch (IOException e) {
            throw new LaunchException("cannot write to the temporary directory " + folder
                    + " (--home DIR takes another place)", e);
        }
    }

    /** Removes the folder as far as it can be removed. */
    @Override
    public boolean end(Duration deadline) {
        try {
            Removal.of(path);
        } catch (IOException e) {
            // What is left lies in the temporary directory.
        }
        return true;
    }
}
