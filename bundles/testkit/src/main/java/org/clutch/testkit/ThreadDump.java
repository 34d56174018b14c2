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
 * What threads do at the moment: the platform threads with the locks that they hold and want, and the virtual threads of the
 * contract's tests. The JVM has no safe way to list the virtual threads of others: see {@link HangWatchdog#VIRTUAL}. Any
 * thread may ask; it takes a few milliseconds, for which the platform threads stand still.
 */
public final class ThreadDump {
    private ThreadDump() {}

    /**
     * Looks at the threads.
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
        Crew.virtualThreads().forEach(thread -> append(text, thread));
        return text.toString();
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

    private static void append(StringBuilder text, Thread thread) {
        text.append('"').append(thread.getName()).append("\" #").append(thread.threadId()).append(" virtual ")
                .append(thread.getState()).append('\n');
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("    at ").append(frame).append('\n');
        }
        text.append('\n');
    }

    /**
     * Looks at all virtual threads, and may crash the JVM, which writes them to files only, among the others, each a
     * paragraph with a heading.
     */
    static String virtualThreads() {
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
