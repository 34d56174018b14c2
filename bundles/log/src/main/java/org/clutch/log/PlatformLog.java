package org.clutch.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LoggerFactory;

/**
 * Opens the logger above those of all rooms while there is a Log Service, so that the levels of the Log Service decide, and
 * gives it back as it was.
 */
@Component(service = {}, immediate = true)
public final class PlatformLog {
    /** The logger above those of all rooms. */
    static final String NAME = "org.clutch";
    /** What {@link System.Logger.Level#TRACE} is there: rooms say nothing finer. */
    private static final Level OPEN = Level.FINER;

    /** Kept here, since {@code java.util.logging} forgets loggers that nobody keeps, with their handlers. */
    private final Logger logger = Logger.getLogger(NAME);
    private final Level levelBefore = logger.getLevel();
    private final boolean parentsBefore = logger.getUseParentHandlers();
    private final Carrier carrier;
    private final LogReaderService reader;

    /** DS makes it. */
    @Activate
    public PlatformLog(BundleContext context, @Reference LoggerFactory log, @Reference LogReaderService reader) {
        this.reader = reader;
        carrier = new Carrier(logger, levelBefore, new RoomLoggers(context, log));
        reader.addLogListener(carrier.deliveries());
        logger.addHandler(carrier);
        // The carrier hands on what the parents' handlers would have got without it.
        logger.setUseParentHandlers(false);
        logger.setLevel(OPEN);
    }

    @Deactivate
    void stop() {
        // Somebody may have changed it meanwhile, and then that holds.
        if (OPEN.equals(logger.getLevel())) {
            logger.setLevel(levelBefore);
        }
        logger.setUseParentHandlers(parentsBefore);
        logger.removeHandler(carrier);
        reader.removeLogListener(carrier.deliveries());
    }
}
