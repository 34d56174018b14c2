package org.clutch.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file with the id of this process, for whoever is to signal it. It is there from before the container starts until the
 * container has ended.
 *
 * @param path the file
 * @param pid the id
 */
record PidFile(Path path, long pid) implements Shutdown.Step {
    /**
     * Writes it, over what another process may have left.
     *
     * @throws LaunchException it cannot be written
     */
    void write() throws LaunchException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new LaunchException("cannot write the process id to " + path + ": there is no folder " + folder
                    + "; make it, or let --pid-file name another file");
        }
        try {
            Files.writeString(path, text());
        } catch (IOException e) {
            throw new LaunchException("cannot write the process id to the file that --pid-file names", e);
        }
    }

    private String text() {
        return pid + "\n";
    }

    /** Removes it, unless it names another process by now. */
    @Override
    public boolean end(Duration deadline) {
        try {
            if (Files.readString(path).equals(text())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // It was never written, or somebody has removed it.
        }
        return true;
    }
}
