package org.clutch.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.PoolClosedException;
import org.clutch.pool.PoolExhaustedException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The pools that a test configures, and removes at its end, and what they log. The types of Config Admin are not on this
 * test's class path, hence reflection.
 */
final class Pools {
    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final Logger LOGGER = Logger.getLogger("org.clutch.pool");

    private final BundleContext context;
    private final Map<String, Object> configurations = new HashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Pools(BundleContext context) {
        this.context = context;
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    /** Writes a configuration: keys and values in turn. */
    void configure(String name, Object... values) throws Exception {
        Object configuration = configurations.get(name);
        if (configuration == null) {
            Object admin = context.getService(context.getServiceReference(ADMIN));
            configuration = admin.getClass().getMethod("getFactoryConfiguration", String.class, String.class,
                    String.class).invoke(admin, "org.clutch.pool", name, "?");
            configurations.put(name, configuration);
        }
        Dictionary<String, Object> dictionary = new Hashtable<>();
        for (int i = 0; i < values.length; i += 2) {
            dictionary.put((String) values[i], values[i + 1]);
        }
        configuration.getClass().getMethod("update", Dictionary.class).invoke(configuration, dictionary);
    }

    /** Writes a configuration and gives the pool that it makes. */
    InterpreterPool create(String name, Object... values) throws Exception {
        configure(name, values);
        return await(name);
    }

    InterpreterPool await(String name) throws Exception {
        ServiceTracker<InterpreterPool, InterpreterPool> tracker = new ServiceTracker<>(context,
                FrameworkUtil.createFilter("(&(objectClass=" + InterpreterPool.class.getName() + ")("
                        + InterpreterPool.NAME + "=" + name + "))"),
                null);
        tracker.open();
        try {
            InterpreterPool pool = tracker.waitForService(60_000);
            if (pool == null) {
                throw new AssertionError("no pool " + name + " within a minute: " + log);
            }
            return pool;
        } finally {
            tracker.close();
        }
    }

    void delete(String name) throws Exception {
        Object configuration = configurations.remove(name);
        configuration.getClass().getMethod("delete").invoke(configuration);
    }

    boolean exists(String name) {
        try {
            return !context.getServiceReferences(InterpreterPool.class, "(" + InterpreterPool.NAME + "=" + name + ")")
                    .isEmpty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Waits until the log has an entry with this in it. */
    String awaitLog(String part) {
        while (true) {
            for (String line : log) {
                if (line.contains(part)) {
                    return line;
                }
            }
            pause();
        }
    }

    /** What a loop does that waits for others to come far enough; ends it when the test's time is over. */
    private static void pause() {
        if (Thread.interrupted()) {
            throw new IllegalStateException("the time of the test is over");
        }
        Thread.yield();
    }

    /** Waits until others have come far enough. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            pause();
        }
    }

    /** Gives what a task failed with. */
    static <X extends Throwable> X fails(Class<X> type, CompletableFuture<?> future) throws Exception {
        try {
            Object result = future.get();
            throw new AssertionError("it gave " + result);
        } catch (ExecutionException e) {
            return type.cast(e.getCause());
        }
    }

    /** Writes a temporary file. */
    static Path file(String suffix, String text) throws Exception {
        Path file = Files.createTempFile("pool", suffix);
        file.toFile().deleteOnExit();
        return Files.writeString(file, text);
    }

    /** Says whether a pool has been stopped. */
    static boolean refuses(InterpreterPool pool) {
        try {
            pool.lease(Duration.ZERO).close();
            return false;
        } catch (PoolClosedException e) {
            return true;
        } catch (PoolExhaustedException | InterruptedException e) {
            return false;
        }
    }

    /** Removes all pools. */
    void close() throws Exception {
        for (String name : List.copyOf(configurations.keySet())) {
            delete(name);
        }
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }
}
