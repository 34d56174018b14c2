package org.clutch.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.interpreter.Isolation;
import org.clutch.jmx.HealthMXBean.Status;
import org.clutch.pool.PoolStatistics;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static InterpreterInfo interpreter(long id, InterpreterInfo.State state) {
        return new InterpreterInfo(id, "name-" + id, Isolation.TRUSTED, state, 0, Set.of());
    }

    private static ChannelInfo channel(long id, boolean isQueue, ChannelInfo.State state) {
        return new ChannelInfo(id, "jobs", isQueue, "queue", state, 0, 0, 0, Set.of(), Set.of(), 0, 0);
    }

    private static PoolStatistics pool(int onLoan, int waiting) {
        return new PoolStatistics(2, 0, onLoan, waiting, 0, 0, 0, 0, 0);
    }

    @Test
    void whatWorksIsNoProblem() {
        Problems problems = Problems.of(
                List.of(interpreter(1, InterpreterInfo.State.RUNNING), interpreter(2, InterpreterInfo.State.ENDING)),
                List.of(channel(1, false, ChannelInfo.State.OPEN), channel(2, true, ChannelInfo.State.CLOSED)),
                Map.of("full", pool(2, 0), "filling", pool(1, 1)));
        assertEquals(List.of(), problems.lines());
        assertEquals(Status.OK, problems.status());
    }

    @Test
    void whatWaitsIsAWarning() {
        Problems problems = Problems.of(List.of(),
                List.of(channel(1, false, ChannelInfo.State.SUSPENDED), channel(2, true, ChannelInfo.State.SUSPENDED)),
                Map.of("full", pool(2, 3)));
        assertEquals(
                List.of("WARN: channel 1 'jobs', queue 2 are suspended: start a bundle that offers the transport 'queue'",
                        "WARN: pool 'full' is exhausted: all 2 interpreters are on loan, and 3 callers and tasks wait; raise max"),
                problems.lines());
        assertEquals(Status.WARN, problems.status());
    }

    @Test
    void whatDoesNotMendByItselfIsCriticalAndTheWorstCounts() {
        Problems problems = Problems.of(List.of(interpreter(7, InterpreterInfo.State.ABANDONED)),
                List.of(channel(1, false, ChannelInfo.State.SUSPENDED)), Map.of());
        assertEquals("CRITICAL: interpreter 7 'name-7' was abandoned, since its code cannot be stopped; its thread and "
                + "memory come back with a restart of the process", problems.lines().getFirst());
        assertEquals(Status.CRITICAL, problems.status());
    }

    @Test
    void manyChannelsAreOneLineThatStaysShort() {
        Problems problems = Problems.of(List.of(),
                LongStream.rangeClosed(1, 1000).mapToObj(id -> channel(id, true, ChannelInfo.State.SUSPENDED)).toList(),
                Map.of());
        assertEquals(1, problems.lines().size());
        assertTrue(problems.lines().getFirst().contains("queue 20 and 980 more are suspended"));
    }
}
