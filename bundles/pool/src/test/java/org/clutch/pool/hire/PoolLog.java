package org.clutch.pool.hire;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What pools log while something is done. */
final class PoolLog extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private PoolLog() {}

    /** Gives level and message of each record, and keeps them off the console. */
    static List<String> during(Background.Action action) throws Exception {
        Logger logger = Logger.getLogger("org.clutch.pool");
        PoolLog log = new PoolLog();
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
        try {
            action.run();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(log);
        }
        return log.lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
