package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.inject.Inject;
import javax.management.ObjectName;
import org.clutch.itests.Clutch.Result;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;

/** The records of the rooms in the OSGi Log Service. */
public class LogIT extends ExtensionContainerTest {
    private static final String JMX = "org.clutch.jmx";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    @Inject
    private LogReaderService reader;
    @Inject
    private LoggerAdmin admin;
    @Inject
    private LoggerFactory factory;

    private final BlockingQueue<LogEntry> entries = new LinkedBlockingQueue<>();
    private final LogListener listener = entries::add;

    @Before
    public void listen() {
        reader.addLogListener(listener);
    }

    @After
    public void listenNoMore() {
        reader.removeLogListener(listener);
    }

    private LogEntry await(Predicate<LogEntry> wanted) throws InterruptedException {
        LogEntry entry;
        do {
            entry = entries.take();
        } while (!wanted.test(entry));
        return entry;
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(each -> each.getSymbolicName().equals(name)).findAny()
                .orElseThrow();
    }

    @Test
    public void whatARoomSaysHasItsNameLevelBundleAndThread() throws Exception {
        start(ExtensionBundle.python("json", "json.py", ""));
        LogEntry entry = await(each -> each.getLoggerName().equals("org.clutch.core"));
        assertEquals(LogLevel.ERROR, entry.getLogLevel());
        assertTrue(entry.getMessage(),
                entry.getMessage().startsWith("module 'json' 1.0.0 of bundle com.example.json 1.0.0 cannot be"));
        assertEquals(bundle("org.clutch.core"), entry.getBundle());
        assertEquals(Thread.currentThread().getName(), entry.getThreadInfo());
    }

    @Test
    public void exceptionsGoAlongAndBracesAreNoPlaceholders() throws Exception {
        System.getLogger(JMX).log(System.Logger.Level.ERROR, "a {} and a {0}", new IllegalStateException("why"));
        LogEntry entry = await(each -> each.getLoggerName().equals(JMX));
        assertEquals(LogLevel.ERROR, entry.getLogLevel());
        assertEquals("a {} and a {0}", entry.getMessage());
        assertTrue(entry.getException().toString(), entry.getException().toString().contains("why"));
    }

    @Test
    public void levelsOfTheLogServiceDecideAndTheConsoleIsAsQuietAsBefore() throws Exception {
        assertEquals(List.of(), whatIsSaidOfABeanThatWasGone());
        LoggerContext levels = admin.getLoggerContext(JMX);
        levels.setLogLevels(Map.of(JMX, LogLevel.DEBUG));
        try {
            List<LogLevel> said = new ArrayList<>();
            List<String> console = LogLines.during("", Level.ALL, () -> said.addAll(whatIsSaidOfABeanThatWasGone()));
            assertEquals(List.of(LogLevel.DEBUG), said);
            assertEquals(List.of("that was all"), console.stream().filter(each -> each.contains("was")).toList());
        } finally {
            levels.clear();
        }
        levels.setLogLevels(Map.of("ROOT", LogLevel.AUDIT));
        try {
            System.getLogger(JMX).log(System.Logger.Level.ERROR, "nobody hears this");
        } finally {
            levels.clear();
        }
        System.getLogger(JMX).log(System.Logger.Level.ERROR, "but this");
        assertEquals("but this", await(each -> each.getLoggerName().equals(JMX)).getMessage());
    }

    /** Has the room log at DEBUG: it misses a bean when it stops. */
    private List<LogLevel> whatIsSaidOfABeanThatWasGone() throws Exception {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName("org.clutch:type=Pools"));
        Bundle jmx = bundle(JMX);
        jmx.stop();
        jmx.start();
        System.getLogger(JMX).log(System.Logger.Level.WARNING, "that was all");
        List<LogLevel> said = new ArrayList<>();
        await(each -> {
            if (each.getLoggerName().equals(JMX) && each.getMessage().startsWith("org.clutch:type=Pools was not")) {
                said.add(each.getLogLevel());
            }
            return each.getMessage().equals("that was all");
        });
        return said;
    }

    @Test
    public void whatAListenerLogsOfEntriesIsNoEntry() throws Exception {
        System.Logger log = System.getLogger(JMX);
        LogListener copying = entry -> {
            if (entry.getMessage().equals("round")) {
                log.log(System.Logger.Level.WARNING, "round");
                factory.getLogger(JMX).warn("end");
            }
        };
        // From then on it is known which thread tells listeners.
        log.log(System.Logger.Level.WARNING, "first");
        await(each -> each.getMessage().equals("first"));
        reader.addLogListener(copying);
        try {
            log.log(System.Logger.Level.WARNING, "round");
            List<String> rounds = new ArrayList<>();
            await(each -> {
                rounds.add(each.getMessage());
                return each.getMessage().equals("end");
            });
            assertEquals(rounds.toString(), 1, rounds.stream().filter("round"::equals).count());
        } finally {
            reader.removeLogListener(copying);
        }
    }

    @Test
    public void nothingIsLeftOfABundleThatStopped() throws Exception {
        Logger logger = Logger.getLogger("org.clutch");
        Bundle bundle = bundle("org.clutch.log");
        for (int round = 0; round < 20; round++) {
            assertEquals(1, logger.getHandlers().length);
            assertEquals(Level.FINER, logger.getLevel());
            assertFalse(logger.getUseParentHandlers());
            bundle.stop();
            assertEquals(0, logger.getHandlers().length);
            assertEquals(null, logger.getLevel());
            assertTrue(logger.getUseParentHandlers());
            bundle.start();
        }
        System.getLogger(JMX).log(System.Logger.Level.WARNING, "once");
        System.getLogger(JMX).log(System.Logger.Level.WARNING, "and no more");
        List<String> said = new ArrayList<>();
        await(each -> {
            if (each.getLoggerName().equals(JMX)) {
                said.add(each.getMessage());
            }
            return each.getMessage().equals("and no more");
        });
        assertEquals(List.of("once", "and no more"), said);
    }

    @Test
    public void bundleComesAndGoesWithTheLogService() throws Exception {
        Logger logger = Logger.getLogger("org.clutch");
        Bundle service = bundle("org.apache.felix.log");
        service.stop();
        try {
            assertEquals(0, logger.getHandlers().length);
        } finally {
            service.start();
        }
        assertEquals(1, logger.getHandlers().length);
    }

    @Test
    public void commandShowsEntriesAndAFileSetsTheLevels() throws Exception {
        Path config = temporary.getRoot().toPath();
        Files.writeString(config.resolve("org.clutch.regions.cfg"), "limitMebibytes = -1\n");
        String[] words = {"--config", config.toString(), "--feature", "log", "--shell"};
        Result result = Clutch.run("log error\n", words);
        assertTrue(result.out(), result.out().contains("org.clutch.regions: limitMebibytes = -1 is not in 0 to"));
        assertTrue(result.err(), result.err().contains("org.clutch.regions: limitMebibytes = -1 is not in 0 to"));
        Files.writeString(config.resolve("org.osgi.service.log.admin.cfg"), "org.clutch.core = AUDIT\n");
        Result silent = Clutch.run("log error\n", words);
        assertFalse(silent.out(), silent.out().contains("limitMebibytes"));
        assertEquals(0, silent.status());
    }
}
