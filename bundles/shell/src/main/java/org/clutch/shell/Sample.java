package org.clutch.shell;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Diagnosis;
import org.clutch.diagnosis.InterpreterInfo;

/**
 * What the JVM and Clutch have counted at a moment; the difference of two is what was done in between. The JVM counts for each
 * thread. So what a thread did counts for the interpreters that it was in at both moments, for each if it was in several.
 */
final class Sample {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long time = System.nanoTime();
    private final List<InterpreterInfo> interpreters;
    private final List<ChannelInfo> channels;
    private final Map<Long, Long> runs = new HashMap<>();
    private final Map<Thread, Use> uses = new HashMap<>();
    private final Map<String, Long> received = new HashMap<>();

    private record Use(long cpuNanos, long allocatedBytes) {
        static Use of(Thread thread) {
            // Both negative of a thread that has ended, or is virtual.
            return new Use(THREADS.getThreadCpuTime(thread.threadId()),
                    THREADS.getThreadAllocatedBytes(thread.threadId()));
        }

        boolean isKnown() {
            return cpuNanos >= 0 && allocatedBytes >= 0;
        }
    }

    Sample(Diagnosis diagnosis) {
        interpreters = diagnosis.interpreters();
        channels = diagnosis.channels();
        for (InterpreterInfo each : interpreters) {
            runs.put(each.id(), each.runs());
            each.threads().stream().filter(thread -> !thread.isVirtual())
                    .forEach(thread -> uses.computeIfAbsent(thread, Use::of));
        }
        channels.forEach(each -> received.put(key(each), each.received()));
    }

    private static String key(ChannelInfo channel) {
        return (channel.isQueue() ? "queue " : "channel ") + channel.id();
    }

    /** Says what was done since another sample. */
    Top since(Sample before, List<String> pools) {
        double seconds = (time - before.time) / 1e9;
        return new Top(time - before.time,
                interpreters.stream().map(each -> use(each, before, seconds)).toList(),
                channels.stream().map(each -> use(each, before, seconds)).toList(), pools);
    }

    private Top.InterpreterUse use(InterpreterInfo it, Sample before, double seconds) {
        long cpu = 0;
        long allocated = 0;
        for (Thread thread : it.threads()) {
            Use then = before.uses.get(thread);
            Use now = uses.get(thread);
            if (before.wasIn(it.id(), thread) && then.isKnown() && now.isKnown()) {
                cpu += now.cpuNanos() - then.cpuNanos();
                allocated += now.allocatedBytes() - then.allocatedBytes();
            }
        }
        long began = it.runs() - before.runs.getOrDefault(it.id(), 0L);
        return new Top.InterpreterUse(it.id(), it.name(), it.state().name().toLowerCase(Locale.ROOT),
                it.threads().size(), cpu / 1e7 / seconds, allocated / seconds, began / seconds, it.runs());
    }

    private boolean wasIn(long id, Thread thread) {
        return uses.containsKey(thread)
                && interpreters.stream().anyMatch(each -> each.id() == id && each.threads().contains(thread));
    }

    private Top.ChannelUse use(ChannelInfo it, Sample before, double seconds) {
        long then = before.received.getOrDefault(key(it), 0L);
        double rate = it.received() < 0 || then < 0 ? -1 : Math.max(0, it.received() - then) / seconds;
        return new Top.ChannelUse(it.name(), it.transport(), it.size(), it.capacity(), rate, it.waitingSenders(),
                it.waitingReceivers());
    }
}
