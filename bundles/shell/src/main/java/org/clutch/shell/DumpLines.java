package org.clutch.shell;

import java.util.Collection;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Dump;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.LockInfo;
import org.clutch.diagnosis.PythonFrame;
import org.clutch.diagnosis.ThreadDump;
import org.clutch.diagnosis.WaitInfo;

/** Puts dumps into lines. */
final class DumpLines {
    private DumpLines() {}

    static String of(Dump dump) {
        StringJoiner lines = new StringJoiner("\n");
        dump.interpreters().forEach(each -> lines.add(of(each)));
        lines.add("waits:" + (dump.waits().isEmpty() ? " none" : ""));
        dump.waits().forEach(each -> lines.add("  " + of(each)));
        lines.add("locks:" + (dump.locks().isEmpty() ? " none" : ""));
        dump.locks().forEach(each -> lines.add("  " + of(each)));
        return lines.toString();
    }

    static String of(InterpreterDump dump) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(of(dump.interpreter()));
        dump.threads().forEach(each -> lines.add(of(each)));
        return lines.toString();
    }

    static String of(InterpreterInfo it) {
        return "interpreter %d '%s', %s, %s, %d runs".formatted(it.id(), it.name(), word(it.isolation()),
                it.state() == InterpreterInfo.State.ABANDONED
                        ? "abandoned: its code cannot be stopped"
                        : word(it.state()),
                it.runs());
    }

    private static String of(ThreadDump dump) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("  thread '" + dump.thread() + "'"
                + (dump.waitsFor() == null ? "" : " waits to " + dump.waitsFor().purpose())
                + (dump.frames().isEmpty() ? " does not say where in Python code it is; in Java code it is" : ""));
        for (PythonFrame each : dump.frames()) {
            lines.add("    " + each);
        }
        for (StackTraceElement each : dump.javaFrames()) {
            lines.add("    at " + each);
        }
        return lines.toString();
    }

    static String of(WaitInfo wait) {
        return "%s waits to %s".formatted(
                wait.interpreters().isEmpty()
                        ? wait.thread()
                        : named(wait.interpreters()) + " (thread '" + wait.thread() + "')",
                wait.purpose());
    }

    static String of(LockInfo lock) {
        return "%-24s %s, %d wait%s".formatted(lock.lock(),
                lock.holders().isEmpty() ? "nobody has it" : named(lock.holders()) + " has it", lock.waiting(),
                lock.abandoned() ? "  abandoned" : "");
    }

    /** Names interpreters, Java code and messages. */
    static String named(Collection<Long> ids) {
        return ids.stream().sorted().map(DumpLines::named).collect(Collectors.joining(" and "));
    }

    private static String named(long id) {
        if (id == ChannelInfo.JAVA) {
            return "Java code";
        }
        return id == ChannelInfo.MESSAGE ? "a message" : "interpreter " + id;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
