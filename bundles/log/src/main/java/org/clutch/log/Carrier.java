package org.clutch.log;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;

/**
 * Hands each record to the Log Service, whose levels decide whether an entry is made of it, and then to the handlers that would
 * have got it without this one. Any thread may log; nothing waits.
 */
final class Carrier extends Handler {
    private final Logger logger;
    private final Level limit;
    private final RoomLoggers rooms;
    private final Formatter formatter = new SimpleFormatter();
    private final LogListener deliveries = this::delivered;
    /** Set while this thread is handing over, since a Log Service may tell its listeners at once. */
    private final ThreadLocal<Boolean> busy = new ThreadLocal<>();
    /** The thread on which the Log Service tells its listeners, once it is known. */
    private volatile Thread deliverer;

    /**
     * @param logger where it is a handler
     * @param limit that logger's level without it, null for the parent's
     */
    Carrier(Logger logger, Level limit, RoomLoggers rooms) {
        this.logger = logger;
        this.limit = limit;
        this.rooms = rooms;
    }

    /** Gives what has to hear the Log Service's entries, so that none goes round in a circle. */
    LogListener deliveries() {
        return deliveries;
    }

    private void delivered(LogEntry entry) {
        Thread thread = Thread.currentThread();
        if (deliverer == null && !thread.getName().equals(entry.getThreadInfo())) {
            deliverer = thread;
        }
    }

    @Override
    public void publish(LogRecord entry) {
        // A listener of the Log Service that logs what it hears would hear that, too.
        if (busy.get() == null && Thread.currentThread() != deliverer) {
            busy.set(true);
            try {
                carry(entry);
            } finally {
                busy.remove();
            }
        }
        if (!logger.getUseParentHandlers() && passedBefore(entry)) {
            handOn(entry);
        }
    }

    private void carry(LogRecord entry) {
        org.osgi.service.log.Logger log = rooms.get(entry.getLoggerName());
        int level = entry.getLevel().intValue();
        if (level >= Level.SEVERE.intValue()) {
            log.error(it -> it.error("{}", text(entry), entry.getThrown()));
        } else if (level >= Level.WARNING.intValue()) {
            log.warn(it -> it.warn("{}", text(entry), entry.getThrown()));
        } else if (level >= Level.CONFIG.intValue()) {
            log.info(it -> it.info("{}", text(entry), entry.getThrown()));
        } else if (level >= Level.FINE.intValue()) {
            log.debug(it -> it.debug("{}", text(entry), entry.getThrown()));
        } else {
            log.trace(it -> it.trace("{}", text(entry), entry.getThrown()));
        }
    }

    private String text(LogRecord entry) {
        return String.valueOf(formatter.formatMessage(entry));
    }

    /** Would the record have come this far if the logger had not been opened? */
    private boolean passedBefore(LogRecord entry) {
        Logger each = LogManager.getLogManager().getLogger(entry.getLoggerName());
        for (; each != null && each != logger; each = each.getParent()) {
            if (each.getLevel() != null) {
                return true;
            }
        }
        Level lowest = limit;
        for (each = logger.getParent(); lowest == null && each != null; each = each.getParent()) {
            lowest = each.getLevel();
        }
        return lowest == null || entry.getLevel().intValue() >= lowest.intValue();
    }

    private void handOn(LogRecord entry) {
        Logger each = logger;
        do {
            each = each.getParent();
            for (Handler handler : each.getHandlers()) {
                handler.publish(entry);
            }
        } while (each.getUseParentHandlers() && each.getParent() != null);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
