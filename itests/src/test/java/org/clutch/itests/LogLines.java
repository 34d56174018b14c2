package org.clutch.itests;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What bundles log in the container. */
final class LogLines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    /** Gives what a logger is told while something is done, whatever thread tells it. */
    static List<String> during(String name, Callable<?> action) throws Exception {
        Logger logger = Logger.getLogger(name);
        LogLines log = new LogLines();
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
        lines.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
