package org.clutch.shell;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Converter;
import org.clutch.channel.Channel;
import org.clutch.channel.InterpreterQueue;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Dump;
import org.clutch.diagnosis.Health;
import org.clutch.diagnosis.InterpreterDump;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.LockInfo;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInfo;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.PoolStatistics;
import org.osgi.service.component.annotations.Component;

/** Shows on a line of the terminal what the commands give, so that what they give can be the objects themselves. */
@Component(service = Converter.class, property = {
        Converter.CONVERTER_CLASSES + "=org.clutch.interpreter.Interpreter",
        Converter.CONVERTER_CLASSES + "=org.clutch.channel.Channel",
        Converter.CONVERTER_CLASSES + "=org.clutch.channel.InterpreterQueue",
        Converter.CONVERTER_CLASSES + "=org.clutch.pool.InterpreterPool",
        Converter.CONVERTER_CLASSES + "=org.clutch.extension.ModuleInfo",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.ChannelInfo",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.Dump",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.Health",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.Health$Check",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.Health$Status",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.InterpreterDump",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.InterpreterInfo",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.LockInfo",
        Converter.CONVERTER_CLASSES + "=org.clutch.diagnosis.WaitInfo",
        Converter.CONVERTER_CLASSES + "=org.clutch.shell.Top"})
public final class Lines implements Converter {
    @Override
    public Object convert(Class<?> type, Object value) {
        return null;
    }

    @Override
    public CharSequence format(Object value, int level, Converter others) {
        return switch (value) {
            case Interpreter interpreter -> line(interpreter);
            case Channel channel -> line(channel);
            case InterpreterPool pool -> line(pool.name(), pool.statistics());
            case ModuleInfo module -> line(module);
            case ChannelInfo channel -> line(channel);
            case InterpreterQueue queue -> line(queue);
            case Health health -> lines(health);
            case Health.Check check -> line(check);
            case Health.Status status -> status.name();
            case Dump dump -> DumpLines.of(dump);
            case InterpreterDump dump -> DumpLines.of(dump);
            case InterpreterInfo interpreter -> DumpLines.of(interpreter);
            case LockInfo lock -> DumpLines.of(lock);
            case WaitInfo wait -> DumpLines.of(wait);
            case Top top -> top.text();
            case null, default -> null;
        };
    }

    static String line(Interpreter interpreter) {
        String state;
        int threads = 0;
        try {
            state = interpreter.isRunning() ? "running" : "idle";
            threads = interpreter.threads().size();
        } catch (InterpreterNotFoundException e) {
            state = "closed";
        }
        return "%4d  %-24s %-8s %d threads".formatted(interpreter.id(), interpreter.name(), state, threads);
    }

    static String line(Channel channel) {
        String bound = channel.capacity() == 0 ? "" : " of " + channel.capacity();
        String state = channel.isClosed() ? "  closed" : channel.isSuspended() ? "  suspended: no such transport" : "";
        return "%4d  %-24s %-14s %d%s messages%s".formatted(channel.id(), channel.name(), channel.transport(),
                channel.size(), bound, state);
    }

    private static String line(InterpreterQueue queue) {
        return "%4d  %d%s messages".formatted(queue.id(), queue.size(),
                queue.maxSize() == 0 ? "" : " of " + queue.maxSize());
    }

    private static String lines(Health health) {
        return health.checks().stream().map(Lines::line).collect(Collectors.joining("\n"));
    }

    private static String line(Health.Check check) {
        return "%-8s  %-12s  %s".formatted(check.status(), check.subject(), check.problems().isEmpty()
                ? check.summary()
                : check.problems().stream().map(Health.Problem::text).collect(Collectors.joining("; ")));
    }

    static String line(ChannelInfo channel) {
        String bound = channel.capacity() == 0 ? "" : " of " + channel.capacity();
        String ends = channel.isQueue()
                ? ""
                : "; sent by %s, received by %s".formatted(whoever(channel.senders()),
                        whoever(channel.receivers()));
        String state = switch (channel.state()) {
            case OPEN -> "";
            case SUSPENDED -> "  suspended: no such transport";
            case CLOSED -> "  closed";
        };
        return "%4d  %-24s %-14s %d%s messages, %d wait to send, %d to receive%s%s%s".formatted(channel.id(),
                channel.name(), channel.transport(), channel.size(), bound, channel.waitingSenders(),
                channel.waitingReceivers(), channel.received() < 0 ? "" : ", " + channel.received() + " received", ends,
                state);
    }

    private static String whoever(Set<Long> holders) {
        return holders.isEmpty() ? "nobody" : DumpLines.named(holders);
    }

    static String line(String pool, PoolStatistics now) {
        return "%-16s %d idle, %d on loan of %d, %d waiting, %d queued; %d leases, %d made, %d ended, %d broken"
                .formatted(
                        pool, now.idle(), now.onLoan(), now.max(), now.waiting(), now.queued(), now.leases(),
                        now.made(),
                        now.ended(), now.broken());
    }

    static String line(ModuleInfo module) {
        ModuleDeclaration declared = module.declaration();
        String importers = module.interpreters().stream().map(String::valueOf)
                .collect(Collectors.joining(", ", "imported by ", ""));
        return "%-16s %-10s %-16s %s  %s%s".formatted(declared.name(), declared.version(),
                declared.interpreters().word(), declared.bundle(),
                module.interpreters().isEmpty() ? "not imported" : importers,
                module.chosen() ? "" : "  (another bundle's takes precedence)");
    }
}
