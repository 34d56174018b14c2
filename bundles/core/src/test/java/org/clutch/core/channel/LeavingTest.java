package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.clutch.channel.InterpreterQueue;
import org.clutch.testkit.Background;
import org.clutch.transport.queue.QueueTransport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who leaves without what it waited for takes nothing away, neither a message nor another's wake-up. */
@Timeout(60)
class LeavingTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    /** Enough for both outcomes of each race to come up many times. */
    private static final int ROUNDS = 500;

    private final QueueFixture broker = new QueueFixture();

    @BeforeEach
    void bindTransport() {
        broker.setTransport(new QueueTransport());
    }

    @Test
    void interruptedTakeLeavesTheMessageToTheNext() throws Exception {
        InterpreterQueue queue = broker.create(0);
        Background<Object> receiver = Background.call(queue::take).parked();
        Background<Object> timed = Background.call(() -> queue.poll(LONG)).parked();
        receiver.interrupt();
        timed.interrupt();
        receiver.failure(InterruptedException.class);
        timed.failure(InterruptedException.class);
        queue.put("m");
        assertEquals("m", queue.poll());
    }

    @Test
    void interruptedPutHasPutNothing() throws Exception {
        InterpreterQueue queue = broker.create(1);
        queue.put("first");
        Background<Void> sender = Background.run(() -> queue.put("second")).parked();
        Background<Boolean> timed = Background.call(() -> queue.offer("second", LONG)).parked();
        sender.interrupt();
        timed.interrupt();
        sender.failure(InterruptedException.class);
        timed.failure(InterruptedException.class);
        assertEquals("first", queue.take());
        assertSame(InterpreterQueue.EMPTY, queue.poll());
        queue.put("third");
        assertEquals("third", queue.take());
    }

    @Test
    void interruptOfAThreadThatNeedNotWaitStaysPending() throws Exception {
        InterpreterQueue queue = broker.create(1);
        Background<Boolean> caller = Background.call(() -> {
            Thread.currentThread().interrupt();
            queue.put("m");
            assertEquals("m", queue.take());
            return Thread.interrupted();
        });
        assertTrue(caller.result());
    }

    @Test
    void receiverThatIsInterruptedJustAsItIsWokenPassesTheWakeUpOn() throws Exception {
        InterpreterQueue queue = broker.create(0);
        for (int i = 0; i < ROUNDS; i++) {
            Background<Object> first = Background.call(() -> {
                try {
                    return queue.take();
                } catch (InterruptedException e) {
                    return InterpreterQueue.EMPTY;
                }
            }).parked();
            Background<Object> second = Background.call(queue::take).parked();
            Background<Void> interrupter = Background.run(first::interrupt);
            queue.put(i);
            // It waits for ever if the wake-up left with the first.
            if (first.result() != InterpreterQueue.EMPTY) {
                queue.put(i);
            }
            assertEquals((long) i, second.result());
            interrupter.result();
        }
        assertEquals(0, queue.size());
    }

    @Test
    void senderThatIsInterruptedJustAsItIsWokenPassesTheWakeUpOn() throws Exception {
        InterpreterQueue queue = broker.create(1);
        for (int i = 0; i < ROUNDS; i++) {
            queue.put("full");
            Background<Boolean> first = Background.call(() -> {
                try {
                    queue.put("first");
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            }).parked();
            Background<Void> second = Background.run(() -> queue.put("second")).parked();
            Background<Void> interrupter = Background.run(first::interrupt);
            assertEquals("full", queue.take());
            if (first.result()) {
                assertEquals("first", queue.take());
            }
            second.result();
            interrupter.result();
            assertEquals("second", queue.poll());
        }
    }

    @Test
    void receiverWhoseTimeIsOverJustAsItIsWokenPassesTheWakeUpOn() throws Exception {
        InterpreterQueue queue = broker.create(0);
        for (int i = 0; i < ROUNDS; i++) {
            Duration timeout = Duration.ofNanos(50_000 + 400 * i);
            Background<Object> first = Background.call(() -> queue.poll(timeout));
            Background<Object> second = Background.call(queue::take);
            queue.put(i);
            if (first.result() != InterpreterQueue.EMPTY) {
                queue.put(i);
            }
            assertEquals((long) i, second.result());
        }
        assertEquals(0, queue.size());
    }

    @Test
    void senderWhoseTimeIsOverJustAsItIsWokenPassesTheWakeUpOn() throws Exception {
        InterpreterQueue queue = broker.create(1);
        for (int i = 0; i < ROUNDS; i++) {
            queue.put("full");
            Duration timeout = Duration.ofNanos(50_000 + 400 * i);
            Background<Boolean> first = Background.call(() -> queue.offer("timed", timeout));
            Background<Void> second = Background.run(() -> queue.put("second"));
            assertEquals("full", queue.take());
            Object next = queue.take();
            if (first.result()) {
                assertEquals(next.equals("timed") ? "second" : "timed", queue.take());
            }
            second.result();
            assertSame(InterpreterQueue.EMPTY, queue.poll());
        }
    }
}
