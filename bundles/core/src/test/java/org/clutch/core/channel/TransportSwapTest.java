package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.testkit.Background;
import org.clutch.transport.Transport;
import org.clutch.transport.queue.QueueTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TransportSwapTest {
    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final QueueFixture broker = new QueueFixture();
    private final Transport first = new QueueTransport();
    private final Transport second = new QueueTransport();

    @Test
    void queueIsMadeWithoutATransportAndWorksOnceThereIsOne() throws Exception {
        InterpreterQueue queue = broker.create(0);
        assertEquals(0, queue.size());
        assertFalse(queue.offer("m"));
        assertFalse(queue.offer("m", SHORT));
        assertSame(InterpreterQueue.EMPTY, queue.poll());
        assertSame(InterpreterQueue.EMPTY, queue.poll(SHORT));
        Background<Object> receiver = Background.call(queue::take).parked();
        Background<Void> sender = Background.run(() -> queue.put("m")).parked();
        broker.setTransport(first);
        sender.result();
        assertEquals("m", receiver.result());
    }

    @Test
    void nothingIsLostWhenTransportGoes() {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(3);
        List.of(1, 2, 3).forEach(queue::offer);
        broker.unsetTransport(first);
        assertEquals(3, queue.size());
        assertSame(InterpreterQueue.EMPTY, queue.poll());
        assertFalse(queue.offer(4));
        broker.setTransport(second);
        assertEquals(3, queue.size());
        assertFalse(queue.offer(4));
        assertEquals(List.of(1L, 2L, 3L), List.of(queue.poll(), queue.poll(), queue.poll()));
        assertSame(InterpreterQueue.EMPTY, queue.poll());
    }

    @Test
    void messagesSurviveManyAbsencesAndKeepTheirOrder() {
        InterpreterQueue queue = broker.create(0);
        for (int i = 0; i < 100; i++) {
            Transport transport = new QueueTransport();
            broker.setTransport(transport);
            assertTrue(queue.offer(i));
            broker.unsetTransport(transport);
        }
        assertEquals(100, queue.size());
        broker.setTransport(first);
        for (long i = 0; i < 100; i++) {
            assertEquals(i, queue.poll());
        }
    }

    @Test
    void replacementThatIsBoundFirstIsNotTakenAwayWithTheOldOne() {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(2);
        queue.offer(1);
        broker.setTransport(second);
        assertTrue(queue.offer(2));
        broker.unsetTransport(first);
        assertFalse(queue.offer(3));
        assertEquals(List.of(1L, 2L), List.of(queue.poll(), queue.poll()));
        assertTrue(queue.offer(3));
    }

    @Test
    void sendersThatWaitInAFullQueueGoOnAtTheReplacement() throws Exception {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(1);
        queue.put(1);
        Background<Void> sender = Background.run(() -> queue.put(2)).parked();
        broker.unsetTransport(first);
        broker.setTransport(second);
        sender.parked();
        assertEquals(1L, queue.take());
        sender.result();
        assertEquals(2L, queue.take());
        assertEquals(0, queue.size());
    }

    @Test
    void receiversThatWaitGoOnAtTheReplacement() throws Exception {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(1);
        Background<Object> receiver = Background.call(queue::take).parked();
        Background<Object> timed = Background.call(() -> queue.poll(LONG)).parked();
        broker.setTransport(second);
        broker.unsetTransport(first);
        queue.put("m");
        queue.put("m");
        assertEquals(List.of("m", "m"), List.of(receiver.result(), timed.result()));
    }

    @Test
    void whoWaitsWithoutATransportKeepsItsDeadlineAndCanBeInterrupted() throws Exception {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(0);
        queue.put("kept");
        broker.unsetTransport(first);
        assertSame(InterpreterQueue.EMPTY, queue.poll(SHORT));
        assertFalse(queue.offer("too early", SHORT));
        Background<Object> receiver = Background.call(queue::take).parked();
        Background<Void> sender = Background.run(() -> queue.put("too early")).parked();
        receiver.interrupt();
        sender.interrupt();
        receiver.failure(InterruptedException.class);
        sender.failure(InterruptedException.class);
        broker.setTransport(second);
        assertEquals("kept", queue.poll());
        assertSame(InterpreterQueue.EMPTY, queue.poll());
    }

    @Test
    void everyWaiterIsWokenWhenTheTransportComesBack() throws Exception {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(0);
        List.of(1, 2, 3).forEach(queue::offer);
        broker.unsetTransport(first);
        List<Background<Object>> receivers = List.of(1, 2, 3).stream()
                .map(_ -> Background.call(queue::take).parked()).toList();
        broker.setTransport(second);
        long sum = 0;
        for (Background<Object> receiver : receivers) {
            sum += (Long) receiver.result();
        }
        assertEquals(6, sum);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void nothingIsLostNorTwiceNorOutOfOrderWhenTransportsComeAndGoUnderLoad(int maxSize) throws Exception {
        broker.setTransport(first);
        InterpreterQueue queue = broker.create(maxSize);
        Traffic traffic = new Traffic(queue, 5_000).senders(2, InterpreterQueue::put)
                .senders(1, (to, message) -> assertTrue(to.offer(message, LONG))).receivers(2, InterpreterQueue::take)
                .receivers(1, from -> from.poll(LONG));
        Transport current = first;
        while (!traffic.sendersAreDone()) {
            Transport replacement = new QueueTransport();
            broker.setTransport(replacement);
            broker.unsetTransport(current);
            broker.unsetTransport(replacement);
            current = new QueueTransport();
            broker.setTransport(current);
            Background.pause();
        }
        traffic.check();
    }
}
