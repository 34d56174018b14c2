package org.clutch.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged while something is done, by whatever thread; for loggers that end in {@code java.util.logging}. */
public final class CapturedLog extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private CapturedLog() {}

    /**
     * Does something, and keeps what is logged meanwhile off the console.
     *
     * @param name that of the logger
     * @param action what to do
     * @return level and message of each record from INFO on; once the action has returned, nothing is added
     * @throws Exception if the action does
     */
    public static List<String> during(String name, Background.Action action) throws Exception {
        Logger logger = Logger.getLogger(name);
        CapturedLog log = new CapturedLog();
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
