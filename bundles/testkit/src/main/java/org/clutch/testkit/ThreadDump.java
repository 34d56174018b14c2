package org.clutch.testkit;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What all threads do at the moment: the platform threads with the locks that they hold and want, then the virtual threads,
 * of which the JVM does not tell the locks. Any thread may ask; it takes a few milliseconds, for which the platform threads
 * stand still.
 */
public final class ThreadDump {
    private ThreadDump() {}

    /**
     * Looks at all threads.
     *
     * @return many lines of text
     */
    public static String take() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : threads.dumpAllThreads(true, true)) {
            append(text, thread);
        }
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked != null) {
            text.append("Deadlocked: the threads ").append(Arrays.stream(deadlocked).mapToObj(id -> "#" + id)
                    .collect(Collectors.joining(", "))).append("\n\n");
        }
        return text.append(virtualThreads()).toString();
    }

    private static void append(StringBuilder text, ThreadInfo thread) {
        text.append('"').append(thread.getThreadName()).append("\" #").append(thread.getThreadId()).append(' ')
                .append(thread.getThreadState());
        if (thread.getLockInfo() != null) {
            text.append(", waits for ").append(thread.getLockInfo());
        }
        if (thread.getLockOwnerName() != null) {
            text.append(", which \"").append(thread.getLockOwnerName()).append("\" #").append(thread.getLockOwnerId())
                    .append(" holds");
        }
        text.append('\n');
        StackTraceElement[] stack = thread.getStackTrace();
        for (int depth = 0; depth < stack.length; depth++) {
            text.append("    at ").append(stack[depth]).append('\n');
            for (MonitorInfo monitor : thread.getLockedMonitors()) {
                if (monitor.getLockedStackDepth() == depth) {
                    text.append("    holds ").append(monitor).append('\n');
                }
            }
        }
        for (LockInfo lock : thread.getLockedSynchronizers()) {
            text.append("    holds ").append(lock).append('\n');
        }
        text.append('\n');
    }

    /** The JVM writes virtual threads to files only, among the others, each a paragraph with a heading. */
    private static String virtualThreads() {
        try {
            Path folder = Files.createTempDirectory("clutch-threads");
            Path file = folder.resolve("all.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Arrays.stream(Files.readString(file).split("\\R\\R"))
                        .filter(paragraph -> paragraph.lines().findFirst().orElse("").contains(" virtual"))
                        .collect(Collectors.joining("\n\n"));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            return "The virtual threads are not known: " + e;
        }
    }
}
