package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.share.NotShareableException;
import org.clutch.share.Tuple;
import org.clutch.testkit.Background;
import org.clutch.transport.queue.QueueTransport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one queue does when nobody takes its transport away. */
@Timeout(60)
class QueueTest {
    private static final Duration SHORT = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final QueueFixture broker = new QueueFixture();

    @BeforeEach
    void bindTransport() {
        broker.setTransport(new QueueTransport());
    }

    @Test
    void messagesComeInTheOrderInWhichTheyWerePut() throws Exception {
        InterpreterQueue queue = broker.create(0);
        queue.put(1);
        assertTrue(queue.offer(2));
        assertTrue(queue.offer(3, LONG));
        assertEquals(3, queue.size());
        assertEquals(List.of(1L, 2L, 3L), List.of(queue.take(), queue.poll(), queue.poll(LONG)));
        assertEquals(0, queue.size());
    }

    @Test
    void noneIsAMessageAndNotTheSameAsEmpty() throws Exception {
        InterpreterQueue queue = broker.create(0);
        for (int i = 0; i < 3; i++) {
            queue.put(null);
        }
        assertNull(queue.take());
        assertNull(queue.poll());
        assertNull(queue.poll(LONG));
        assertSame(InterpreterQueue.EMPTY, queue.poll());
    }

    @Test
    void messagesArriveInTheirCrossInterpreterForm() {
        InterpreterQueue queue = broker.create(0);
        queue.offer(List.of(1, "s"));
        assertEquals(Tuple.of(1L, "s"), queue.poll());
    }

    @Test
    void messageThatCannotCrossIsRefusedAndNothingIsPut() {
        InterpreterQueue queue = broker.create(0);
        assertThrows(NotShareableException.class, () -> queue.put(new Object()));
        assertThrows(NotShareableException.class, () -> queue.offer(List.of(new Object())));
        assertThrows(NotShareableException.class, () -> queue.offer(new Object(), LONG));
        assertEquals(0, queue.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void boundOfZeroOrLessIsNoBound(int maxSize) throws Exception {
        InterpreterQueue queue = broker.create(maxSize);
        for (int i = 0; i < 5_000; i++) {
            queue.put(i);
        }
        assertEquals(5_000, queue.size());
        assertEquals(maxSize, queue.maxSize());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void fullQueueRefusesUntilAMessageIsTaken(int maxSize) throws Exception {
        InterpreterQueue queue = broker.create(maxSize);
        for (int i = 0; i < maxSize; i++) {
            assertTrue(queue.offer(i));
        }
        assertFalse(queue.offer("too many"));
        assertFalse(queue.offer("too many", SHORT));
        assertEquals(maxSize, queue.size());
        assertEquals(0L, queue.take());
        assertTrue(queue.offer("fits", SHORT));
        assertEquals(maxSize, queue.size());
    }

    @Test
    void timeoutOfZeroOrLessDoesNotWaitButTries() throws Exception {
        InterpreterQueue queue = broker.create(1);
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertSame(InterpreterQueue.EMPTY, queue.poll(none));
            assertTrue(queue.offer("m", none));
            assertFalse(queue.offer("too many", none));
            assertEquals("m", queue.poll(none));
        }
    }

    @Test
    void pollGivesEmptyWhenTheTimeIsOver() throws Exception {
        assertSame(InterpreterQueue.EMPTY, broker.create(0).poll(SHORT));
        assertSame(InterpreterQueue.EMPTY, broker.create(0).poll(Duration.ofNanos(1)));
    }

    @Test
    void putWaitsUntilThereIsRoom() throws Exception {
        InterpreterQueue queue = broker.create(1);
        queue.put("first");
        Background<Void> sender = Background.run(() -> queue.put("second")).parked();
        assertEquals(1, queue.size());
        assertEquals("first", queue.take());
        sender.result();
        assertEquals("second", queue.take());
    }

    @Test
    void takeWaitsUntilThereIsAMessage() throws Exception {
        InterpreterQueue queue = broker.create(0);
        Background<Object> receiver = Background.call(queue::take).parked();
        queue.put("m");
        assertEquals("m", receiver.result());
        assertEquals(0, queue.size());
    }

    @Test
    void callersWithATimeoutWaitTooAndTheLongestThereIsDoesNotOverflow() throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        InterpreterQueue queue = broker.create(1);
        Background<Object> receiver = Background.call(() -> queue.poll(longest)).parked();
        queue.put("first");
        assertEquals("first", receiver.result());
        queue.put("second");
        Background<Boolean> sender = Background.call(() -> queue.offer("third", longest)).parked();
        assertEquals("second", queue.poll());
        assertTrue(sender.result());
        assertEquals("third", queue.poll());
    }

    @Test
    void sendersThatWaitGetInOneByOne() throws Exception {
        InterpreterQueue queue = broker.create(1);
        queue.put(0);
        for (int i = 1; i <= 3; i++) {
            int message = i;
            Background.run(() -> queue.put(message)).parked();
        }
        assertEquals(List.of(0L, 1L, 2L, 3L), List.of(queue.take(), queue.take(), queue.take(), queue.take()));
        assertSame(InterpreterQueue.EMPTY, queue.poll());
    }
}
