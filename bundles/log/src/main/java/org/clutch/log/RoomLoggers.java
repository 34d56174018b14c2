package org.clutch.log;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * The Log Service's loggers for those of the rooms: each has the room's name, and belongs to the room's bundle. Any thread may
 * ask.
 */
final class RoomLoggers {
    private record Origin(Bundle bundle, Logger logger) {}

    private final BundleContext context;
    private final LoggerFactory factory;
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();

    RoomLoggers(BundleContext context, LoggerFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /**
     * Gives the logger of that name.
     *
     * @param name of a room, or one below it
     */
    Logger get(String name) {
        return origins.compute(name, (_, known) -> known == null || known.bundle.getState() == Bundle.UNINSTALLED
                ? find(name)
                : known).logger;
    }

    /** The launcher is in no bundle, so what it says is the framework's. */
    private Origin find(String name) {
        Bundle bundle = Arrays.stream(context.getBundles()).filter(each -> isOf(name, each.getSymbolicName()))
                .max(Comparator.comparingInt(each -> each.getSymbolicName().length()))
                .orElseGet(() -> context.getBundle(0));
        return new Origin(bundle, factory.getLogger(bundle, name, Logger.class));
    }

    private static boolean isOf(String name, String room) {
        return room != null && name.startsWith(room) && (name.length() == room.length()
                || name.charAt(room.length()) == '.');
    }
}
