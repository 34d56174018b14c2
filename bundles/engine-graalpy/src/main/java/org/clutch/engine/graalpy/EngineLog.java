package org.clutch.engine.graalpy;

import java.lang.System.Logger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Takes the engine's own log off standard error, where only the script writes: what is severe becomes an error of ours, all
 * else is for debugging (among it a warning that the native posix backend gives with every context).
 */
final class EngineLog extends Handler {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");

    @Override
    public void publish(LogRecord entry) {
        boolean severe = entry.getLevel().intValue() >= Level.SEVERE.intValue();
        LOG.log(severe ? Logger.Level.ERROR : Logger.Level.DEBUG, entry.getMessage(), entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
