package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.clutch.channel.InterpreterQueue;
import org.clutch.testkit.Background;
import org.clutch.transport.queue.QueueTransport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueueRegistryTest {
    private final QueueFixture broker = new QueueFixture();

    @BeforeEach
    void bindTransport() {
        broker.setTransport(new QueueTransport());
    }

    @Test
    void idsAscendFromOne() {
        assertEquals(List.of(1L, 2L, 3L),
                List.of(broker.create(0).id(), broker.create(0).id(), broker.create(0).id()));
    }

    @Test
    void findAndListGiveTheQueuesThatSomebodyHoldsInTheOrderOfIds() {
        InterpreterQueue first = broker.create(3);
        InterpreterQueue second = broker.create(-1);
        assertEquals(first, broker.find(1).orElseThrow());
        assertEquals(List.of(first, second), broker.list());
        assertEquals(Optional.empty(), broker.find(99));
        assertEquals("queue 1", first.toString());
        assertEquals(List.of(3, -1), List.of(first.maxSize(), second.maxSize()));
        Reference.reachabilityFence(second);
    }

    @Test
    void queueThatNobodyHoldsDisappearsAndItsIdIsNotReused() {
        InterpreterQueue held = broker.create(0);
        broker.create(0).offer("lost with its queue");
        while (broker.find(2).isPresent() || broker.list().size() > 1) {
            System.gc();
            Background.pause();
        }
        assertEquals(List.of(held), broker.list());
        assertEquals(3, broker.create(0).id());
        Reference.reachabilityFence(held);
    }

    @Test
    void queueThatNobodyHoldsDisappearsWhileItIsSuspendedToo() {
        broker.create(0).offer("lost with its queue");
        broker.unsetTransport(new QueueTransport());
        broker.setTransport(new QueueTransport());
        while (broker.find(1).isPresent()) {
            System.gc();
            Background.pause();
        }
        assertEquals(List.of(), broker.list());
    }

    @Test
    void threadThatWaitsInAQueueHoldsIt() throws Exception {
        Background<Object> receiver = Background.call(() -> broker.create(0).take()).parked();
        Background<Object> timed = Background.call(() -> broker.create(0).poll(Duration.ofMinutes(5))).parked();
        broker.create(0);
        while (broker.find(3).isPresent()) {
            System.gc();
            Background.pause();
        }
        assertEquals(2, broker.list().size());
        broker.list().forEach(queue -> assertTrue(queue.offer("still here")));
        assertEquals(List.of("still here", "still here"), List.of(receiver.result(), timed.result()));
    }

    @Test
    void twoQueuesShareNothing() {
        InterpreterQueue first = broker.create(1);
        InterpreterQueue second = broker.create(1);
        assertNotSame(first, second);
        assertTrue(first.offer("for first"));
        assertTrue(second.offer("for second"));
        assertFalse(first.offer("no room"));
        assertEquals("for second", second.poll());
        assertEquals("for first", first.poll());
    }

    @Test
    void threadsThatCreateWhileTheTransportChangesGetQueuesThatWork() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<List<InterpreterQueue>>> makers = Stream.generate(() -> Background.call(() -> {
            start.await();
            return Stream.generate(() -> broker.create(1)).limit(200).toList();
        })).limit(4).toList();
        start.countDown();
        while (!makers.stream().allMatch(Background::isDone)) {
            QueueTransport replacement = new QueueTransport();
            broker.setTransport(replacement);
            broker.unsetTransport(replacement);
            Background.pause();
        }
        broker.setTransport(new QueueTransport());
        List<InterpreterQueue> all = new ArrayList<>();
        for (Background<List<InterpreterQueue>> maker : makers) {
            all.addAll(maker.result());
        }
        assertEquals(800, new HashSet<>(all.stream().map(InterpreterQueue::id).toList()).size());
        for (InterpreterQueue queue : all) {
            assertTrue(queue.offer(queue.id()));
            assertEquals(queue.id(), queue.poll());
        }
    }
}
