package org.clutch.core.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.Health;
import org.clutch.diagnosis.Health.Check;
import org.clutch.diagnosis.Health.Problem;
import org.clutch.diagnosis.Health.Status;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.interpreter.Isolation;
import org.clutch.pool.PoolStatistics;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static InterpreterInfo interpreter(long id, InterpreterInfo.State state) {
        return new InterpreterInfo(id, "name-" + id, Isolation.TRUSTED, state, 0, Set.of());
    }

    private static ChannelInfo channel(long id, boolean isQueue, ChannelInfo.State state) {
        return new ChannelInfo(id, "jobs", isQueue, "queue", state, 0, 0, 0, Set.of(), Set.of(), 0, 0);
    }

    private static PoolStatistics pool(int onLoan, int waiting) {
        return new PoolStatistics(2, 0, onLoan, waiting, 0, 0, 0, 0, 0);
    }

    private static List<String> lines(Check check) {
        return check.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void whatWorksIsNoProblem() {
        Health health = new Health(List.of(
                Checks.interpreters(List.of(interpreter(1, InterpreterInfo.State.RUNNING),
                        interpreter(2, InterpreterInfo.State.ENDING)), true),
                Checks.channels(List.of(channel(1, false, ChannelInfo.State.OPEN),
                        channel(2, true, ChannelInfo.State.CLOSED))),
                Checks.pools(Map.of("full", pool(2, 0), "filling", pool(1, 1))), Checks.extensions(3, List.of()),
                Checks.deadlocks("log", Optional.empty())));
        assertEquals(List.of(), health.problems());
        assertEquals(Status.OK, health.status());
        assertEquals(List.of("2, 1 running", "1, and 1 queues", "2", "3 modules", "none"),
                health.checks().stream().map(Check::summary).toList());
    }

    @Test
    void whatWaitsIsAWarning() {
        Check channels = Checks.channels(List.of(channel(1, false, ChannelInfo.State.SUSPENDED),
                channel(2, true, ChannelInfo.State.SUSPENDED)));
        assertEquals(
                List.of("WARN: channel 1 'jobs', queue 2 are suspended: start a bundle that offers the transport 'queue'"),
                lines(channels));
        Check pools = Checks.pools(Map.of("full", pool(2, 3)));
        assertEquals(
                List.of("WARN: pool 'full' is exhausted: all 2 interpreters are on loan, and 3 callers and tasks wait; raise max"),
                lines(pools));
        assertEquals(Status.WARN, new Health(List.of(channels, pools)).status());
    }

    @Test
    void whatDoesNotMendByItselfIsCriticalAndTheWorstCounts() {
        Check interpreters = Checks.interpreters(List.of(interpreter(7, InterpreterInfo.State.ABANDONED)), true);
        assertEquals(
                List.of("CRITICAL: interpreter 7 'name-7' was abandoned, since its code cannot be stopped; its thread and "
                        + "memory come back with a restart of the process"),
                lines(interpreters));
        assertEquals(Status.CRITICAL,
                new Health(List.of(interpreters, Checks.extensions(1, List.of("it is broken")))).status());
    }

    @Test
    void deadlocksAreCriticalWithTheirRemedy() {
        Check deadlocks = Checks.deadlocks("log", Optional.of("thread 'a' waits to receive from channel 1"));
        assertEquals(Status.CRITICAL, deadlocks.status());
        assertEquals(List.of("CRITICAL: thread 'a' waits to receive from channel 1; interrupt or close one of their "
                + "interpreters, or set deadlocks = raise in org.clutch.channels"), lines(deadlocks));
        assertTrue(Checks.deadlocks("off", Optional.empty()).summary().startsWith("nobody looks"));
    }

    @Test
    void manyChannelsAreOneLineThatStaysShort() {
        List<String> lines = lines(Checks.channels(LongStream.rangeClosed(1, 1000)
                .mapToObj(id -> channel(id, true, ChannelInfo.State.SUSPENDED)).toList()));
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().contains("queue 20 and 980 more are suspended"));
    }
}
