package org.clutch.launcher;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Follows a folder of configurations. The operating system tells of changes, so nobody looks while nothing happens; one
 * thread reads the folder then, once it has been quiet for a moment, since editors write a file in several steps.
 */
final class ConfigWatch implements Shutdown.Step {
    private static final Logger LOG = System.getLogger("org.clutch.launcher");
    private static final Duration QUIET = Duration.ofMillis(100);
    /** A folder in which something is written all the time is read nevertheless. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ConfigFolder folder;
    private final Configurations configurations;
    private final WatchService events;

    private ConfigWatch(ConfigFolder folder, Configurations configurations, WatchService events) {
        this.folder = folder;
        this.configurations = configurations;
        this.events = events;
    }

    /**
     * Begins to follow. What has changed since the configurations were first read is applied too.
     *
     * @throws LaunchException the folder cannot be watched
     */
    static ConfigWatch start(ConfigFolder folder, Configurations configurations) throws LaunchException {
        try {
            WatchService events = folder.path().getFileSystem().newWatchService();
            folder.path().register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            ConfigWatch watch = new ConfigWatch(folder, configurations, events);
            Thread.ofPlatform().daemon().name("clutch-config").start(watch::follow);
            return watch;
        } catch (IOException e) {
            throw new LaunchException("cannot watch the folder " + folder.path(), e);
        }
    }

    private void follow() {
        try {
            do {
                apply();
                awaitQuiet(events.take());
            } while (true);
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // It is the end.
        }
    }

    private void awaitQuiet(WatchKey changed) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        WatchKey key = changed;
        while (key != null) {
            key.pollEvents();
            if (!key.reset()) {
                LOG.log(Level.WARNING, () -> "the folder " + folder.path() + " has gone; its configurations stay");
                throw new InterruptedException();
            }
            key = System.nanoTime() < end ? events.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) : null;
        }
    }

    private void apply() {
        try {
            configurations.apply(folder.read());
        } catch (LaunchException e) {
            LOG.log(Level.ERROR, e.getMessage());
        }
    }

    /** Follows no more; one change may be at work. */
    @Override
    public boolean end(Duration deadline) {
        try {
            events.close();
        } catch (IOException e) {
            // Nobody needs it any more.
        }
        return true;
    }
}
