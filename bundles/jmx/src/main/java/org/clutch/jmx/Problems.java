package org.clutch.jmx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.jmx.HealthMXBean.Status;
import org.clutch.pool.PoolStatistics;

/** What is wrong at a moment. */
record Problems(List<Problem> all) {
    private static final int MOST_NAMES = 20;

    record Problem(Status status, String text) {}

    static Problems critical(String text) {
        return new Problems(List.of(new Problem(Status.CRITICAL, text)));
    }

    Problems and(Problems more) {
        return new Problems(Stream.concat(all.stream(), more.all.stream()).toList());
    }

    static Problems of(List<InterpreterInfo> interpreters, List<ChannelInfo> channels,
            Map<String, PoolStatistics> pools) {
        Stream<Problem> abandoned = interpreters.stream()
                .filter(each -> each.state() == InterpreterInfo.State.ABANDONED)
                .map(each -> new Problem(Status.CRITICAL, "interpreter %d '%s' was abandoned, since its code cannot be"
                        .formatted(each.id(), each.name())
                        + " stopped; its thread and memory come back with a restart of the process"));
        Stream<Problem> suspended = suspended(channels).entrySet().stream().map(each -> new Problem(Status.WARN,
                "%s suspended: start a bundle that offers the transport '%s'".formatted(are(each.getValue()),
                        each.getKey())));
        Stream<Problem> exhausted = pools.entrySet().stream().filter(each -> isExhausted(each.getValue()))
                .map(each -> new Problem(Status.WARN,
                        "pool '%s' is exhausted: all %d interpreters are on loan, and %d callers and tasks wait; raise max"
                                .formatted(each.getKey(), each.getValue().max(), each.getValue().waiting())));
        return new Problems(Stream.of(abandoned, suspended, exhausted).flatMap(each -> each).toList());
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

    private static boolean isExhausted(PoolStatistics now) {
        return now.waiting() > 0 && now.onLoan() >= now.max();
    }

    Status status() {
        return all.stream().map(Problem::status).reduce(Status.OK,
                (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    List<String> lines() {
        return all.stream().map(each -> each.status() + ": " + each.text()).toList();
    }
}
