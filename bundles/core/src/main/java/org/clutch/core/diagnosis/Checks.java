package org.clutch.core.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Health;
import org.clutch.diagnosis.Health.Check;
import org.clutch.diagnosis.Health.Problem;
import org.clutch.diagnosis.Health.Status;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.pool.PoolStatistics;

/** Judges what there is at a moment. */
final class Checks {
    private static final int MOST_NAMES = 20;

    private Checks() {}

    /**
     * @param available whether more can be made
     */
    static Check interpreters(List<InterpreterInfo> all, boolean available) {
        long running = all.stream().filter(each -> each.state() == InterpreterInfo.State.RUNNING).count();
        Stream<Problem> abandoned = all.stream().filter(each -> each.state() == InterpreterInfo.State.ABANDONED)
                .map(each -> new Problem(Status.CRITICAL,
                        "interpreter %d '%s' was abandoned, since its code cannot be stopped; its thread and memory"
                                .formatted(each.id(), each.name())
                                + " come back with a restart of the process"));
        Stream<Problem> none = available ? Stream.empty() : Stream.of(Health.noInterpreters());
        return new Check("interpreters", all.size() + ", " + running + " running",
                Stream.concat(abandoned, none).toList());
    }

    static Check channels(List<ChannelInfo> all) {
        long queues = all.stream().filter(ChannelInfo::isQueue).count();
        return new Check("channels", "%d, and %d queues".formatted(all.size() - queues, queues),
                suspended(all).entrySet().stream()
                        .map(each -> new Problem(Status.WARN,
                                "%s suspended: start a bundle that offers the transport '%s'".formatted(
                                        are(each.getValue()),
                                        each.getKey())))
                        .toList());
    }

    /** Groups the names of channels by the transport that they wait for. */
    private static Map<String, List<String>> suspended(List<ChannelInfo> channels) {
        return channels.stream().filter(each -> each.state() == ChannelInfo.State.SUSPENDED)
                .collect(Collectors.groupingBy(ChannelInfo::transport, TreeMap::new,
                        Collectors.mapping(each -> (each.isQueue() ? "queue " : "channel ") + each.id()
                                + (each.isQueue() ? "" : " '" + each.name() + "'"), Collectors.toList())));
    }

    private static String are(List<String> names) {
        List<String> shown = names.size() <= MOST_NAMES ? names : names.subList(0, MOST_NAMES);
        return String.join(", ", shown)
                + (shown.size() == names.size() ? "" : " and " + (names.size() - shown.size()) + " more")
                + (names.size() == 1 ? " is" : " are");
    }

    static Check pools(Map<String, PoolStatistics> all) {
        return new Check("pools", String.valueOf(all.size()), all.entrySet().stream()
                .filter(each -> isExhausted(each.getValue()))
                .map(each -> new Problem(Status.WARN,
                        "pool '%s' is exhausted: all %d interpreters are on loan, and %d callers and tasks wait; raise max"
                                .formatted(each.getKey(), each.getValue().max(), each.getValue().waiting())))
                .toList());
    }

    private static boolean isExhausted(PoolStatistics now) {
        return now.waiting() > 0 && now.onLoan() >= now.max();
    }

    /**
     * @param unusable why modules cannot be imported, a line for each
     */
    static Check extensions(int modules, List<String> unusable) {
        return new Check("extensions", modules + " modules",
                unusable.stream().map(each -> new Problem(Status.WARN, each)).toList());
    }

    /**
     * @param answer what is done about deadlocks
     * @param deadlock who can never be woken
     */
    static Check deadlocks(String answer, Optional<String> deadlock) {
        return new Check("deadlocks", switch (answer) {
            case "raise" -> "none: whoever is in one gets the error";
            case "off" -> "nobody looks: org.clutch.channels says deadlocks = off";
            default -> "none";
        }, deadlock.stream()
                .map(each -> new Problem(Status.CRITICAL, each
                        + "; interrupt or close one of their interpreters, or set deadlocks = raise in org.clutch.channels"))
                .toList());
    }
}
