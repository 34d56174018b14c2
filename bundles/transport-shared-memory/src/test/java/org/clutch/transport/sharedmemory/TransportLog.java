package org.clutch.transport.sharedmemory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the transport logs while something is done. */
final class TransportLog extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private TransportLog() {}

    /** Gives level and message of each record, and keeps them off the console. */
    static List<String> during(Runnable action) {
        Logger logger = Logger.getLogger("org.clutch.transport.sharedmemory");
        TransportLog log = new TransportLog();
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
        lines.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
