package org.clutch.core.channel;

import java.time.Duration;
import org.clutch.channel.InterpreterQueue;
import org.clutch.testkit.Background;
import org.clutch.transport.queue.QueueTransport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many senders and receivers: each message is received once, those of one sender in order, and nobody sleeps for ever. */
@Timeout(60)
class ContentionTest {
    private static final Duration TINY = Duration.ofNanos(20_000);

    private final QueueFixture broker = new QueueFixture();

    @BeforeEach
    void bindTransport() {
        broker.setTransport(new QueueTransport());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64})
    void everyMessageIsReceivedOnceAndInOrder(int maxSize) throws Exception {
        new Traffic(broker.create(maxSize), 5_000).senders(4, InterpreterQueue::put)
                .receivers(4, InterpreterQueue::take).check();
    }

    @Test
    void oneReceiverServesManySendersAndOneSenderManyReceivers() throws Exception {
        new Traffic(broker.create(1), 2_000).senders(8, InterpreterQueue::put).receivers(1, InterpreterQueue::take)
                .check();
        new Traffic(broker.create(1), 10_000).senders(1, InterpreterQueue::put).receivers(8, InterpreterQueue::take)
                .check();
    }

    @Test
    void callersThatGiveUpAndTryAgainHarmNobody() throws Exception {
        new Traffic(broker.create(1), 3_000).senders(2, InterpreterQueue::put).senders(2, (queue, message) -> {
            while (!queue.offer(message, TINY)) {
                Background.pause();
            }
        }).receivers(2, InterpreterQueue::take).receivers(2, queue -> queue.poll(TINY)).check();
    }

    @Test
    void threadsThatAreInterruptedAgainAndAgainHarmNobody() throws Exception {
        Traffic traffic = new Traffic(broker.create(1), 3_000).senders(3, (queue, message) -> {
            while (true) {
                try {
                    queue.put(message);
                    return;
                } catch (InterruptedException e) {
                    // Nothing was put.
                }
            }
        }).receivers(3, queue -> {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                return InterpreterQueue.EMPTY;
            }
        });
        while (!traffic.sendersAreDone()) {
            traffic.interruptAll();
            Background.pause();
        }
        traffic.check();
    }
}
