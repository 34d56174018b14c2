package org.clutch.itests;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What bundles log in the container. */
final class LogLines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines(Level level) {
        setLevel(level);
    }

    /** Gives what a logger is told while something is done, whatever thread tells it: from INFO on, as the Log Service wants more. */
    static List<String> during(String name, Callable<?> action) throws Exception {
        return during(name, Level.INFO, action);
    }

    /** The same from another level on. */
    static List<String> during(String name, Level level, Callable<?> action) throws Exception {
        Logger logger = Logger.getLogger(name);
        LogLines log = new LogLines(level);
        logger.addHandler(log);
        try {
            action.call();
        } finally {
            logger.removeHandler(log);
        }
        return log.lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
