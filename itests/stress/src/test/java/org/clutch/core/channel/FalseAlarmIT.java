package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.DeadlockException;
import org.clutch.itests.stress.Effort;
import org.clutch.transport.queue.QueueTransport;
import org.clutch.transport.rendezvous.RendezvousTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rings and pipelines of interpreters whose threads nearly all wait without a deadline, most of the time, and longer than it
 * takes to be examined. One thing rules a deadlock out in each; see {@link LivelyTraffic}. All of it runs at once, while
 * lines move between transports and a thread looks for deadlocks without a pause. No alarm may come, but for the real
 * deadlocks in their midst.
 */
@Timeout(1200)
class FalseAlarmIT {
    private static final long SEED = Long.getLong("clutch.stress.seed", 5);
    private static final int LAPS = Effort.of(25, 1_500);

    private final FakeInterpreters interpreters = new FakeInterpreters();
    private final LivelyTraffic traffic = new LivelyTraffic(interpreters, new Random(SEED), LAPS);

    @BeforeEach
    void bindTransports() {
        interpreters.set("queue", new QueueTransport());
        interpreters.set("rendezvous", new RendezvousTransport());
    }

    @AfterEach
    void close() {
        interpreters.close();
    }

    @Test
    void onlyRealDeadlocksAreFound() throws Exception {
        List<Future<?>> lively = List.of(traffic.keptByJava(), traffic.keptByADeadline(),
                traffic.keptByAnIdleInterpreter(),
                traffic.keptByAnotherWait(), traffic.keptByTravellingEnds(), traffic.keptByATransportThatIsAway(),
                traffic.keptByASlowReceiver());
        Future<?> real = interpreters.start(() -> {
            do {
                assertFound(2);
                assertFound(3);
            } while (!FakeInterpreters.areDone(lively));
        });
        Future<?> swaps = traffic.swapUntilDone(lively);
        interpreters.examineUntilDone(List.of(real, swaps));
        interpreters.join();
    }

    private void assertFound(int size) throws Exception {
        Ring ring = new Ring(interpreters, size, new ChannelSpec());
        List<String> alarms = new CopyOnWriteArrayList<>();
        List<Future<?>> members = ring
                .start(wait -> alarms.add(assertThrows(DeadlockException.class, wait::run).getMessage()));
        for (Future<?> member : members) {
            member.get();
        }
        assertEquals(size, alarms.size());
        assertEquals(1, alarms.stream().distinct().count());
        ring.members()
                .forEach(member -> assertTrue(alarms.getFirst().contains(member + " can use"), alarms::getFirst));
        assertEquals(size, alarms.getFirst().split("; ").length);
    }
}
