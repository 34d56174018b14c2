package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.DeadlockException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who can never be woken gets an error, and nobody else does. */
@Timeout(60)
class DeadlockTest {
    private final ChannelFixture channels = new ChannelFixture();
    private final Map<Long, Collection<Thread>> threads = new ConcurrentHashMap<>();
    private final InterpretersChannels one = channels.of(1);
    private final InterpretersChannels two = channels.of(2);
    /** From the first interpreter to the second one, whose ends nobody else holds. */
    private SendEnd toTwo;
    private ReceiveEnd fromOne;
    private SendEnd toOne;
    private ReceiveEnd fromTwo;

    @BeforeEach
    void connect() {
        channels.threadsOf(id -> threads.getOrDefault(id, List.of()));
        var there = one.create(new ChannelSpec());
        toTwo = there.sendEnd();
        fromOne = two.find(there.id()).orElseThrow().receiveEnd();
        var back = two.create(new ChannelSpec());
        toOne = back.sendEnd();
        fromTwo = one.find(back.id()).orElseThrow().receiveEnd();
    }

    /** Does something as the only thread of an interpreter. */
    private <T> Background<T> in(long interpreter, java.util.concurrent.Callable<T> work) {
        return Background.call(() -> {
            threads.put(interpreter, List.of(Thread.currentThread()));
            return work.call();
        });
    }

    @Test
    void twoThatWaitForEachOtherGetTheCycle() throws Exception {
        Background<Object> first = in(1, fromTwo::receive);
        Background<Object> second = in(2, fromOne::receive);
        String message = first.failure(DeadlockException.class).getMessage();
        assertEquals(message, second.failure(DeadlockException.class).getMessage());
        assertTrue(message.contains("receive from channel 1, whose other end only interpreter 1 can use"), message);
        assertTrue(message.contains("receive from channel 2, whose other end only interpreter 2 can use"), message);
    }

    @Test
    void threadThatEndsMayBeTheLastThatCouldHaveWokenAnother() throws Exception {
        CountDownLatch lookedAt = new CountDownLatch(1);
        channels.threadsOf(id -> {
            lookedAt.countDown();
            return threads.getOrDefault(id, List.of());
        });
        var own = one.create(new ChannelSpec());
        SendEnd toItself = own.sendEnd();
        Thread other = Thread.currentThread();
        Background<Object> waiting = Background.call(() -> {
            threads.put(1L, List.of(Thread.currentThread(), other));
            return own.receiveEnd().receive();
        });
        lookedAt.await();
        threads.computeIfPresent(1L, (_, both) -> List.of(both.iterator().next()));
        waiting.failure(DeadlockException.class);
        toItself.close();
    }

    @Test
    void sendersToEachOtherAreInACycleTooAndTheirMessagesAreOut() throws Exception {
        Background<Object> first = in(1, () -> {
            toTwo.send("m");
            return null;
        });
        Background<Object> second = in(2, () -> {
            toOne.send("m");
            return null;
        });
        first.failure(DeadlockException.class);
        second.failure(DeadlockException.class);
        assertEquals(0, toTwo.channel().size());
    }

    @Test
    void waitWithADeadlineRulesItOut() throws Exception {
        Background<Object> first = in(1, fromTwo::receive);
        Background<Object> second = in(2, () -> fromOne.receive(Duration.ofMillis(300)));
        assertEquals(ReceiveEnd.EMPTY, second.result());
        toOne.send("woken");
        assertEquals("woken", first.result());
    }

    @Test
    void endInTheHandsOfJavaRulesItOut() throws Exception {
        SendEnd java = channels.broker.find(fromTwo.channel().id()).orElseThrow().sendEnd();
        Background<Object> first = in(1, fromTwo::receive);
        Background<Object> second = in(2, () -> {
            Object received = fromOne.receive(Duration.ofMillis(300));
            return received == ReceiveEnd.EMPTY ? "time is over" : received;
        });
        assertEquals("time is over", second.result());
        java.send("woken");
        assertEquals("woken", first.result());
    }

    @Test
    void endThatTravelsRulesItOutUntilItHasArrived() throws Exception {
        var travelling = toOne.reference();
        Background<Object> first = in(1, fromTwo::receive);
        Background<Object> second = in(2, fromOne::receive);
        first.parked();
        second.parked();
        SendEnd arrived = channels.broker.sendEnd(travelling);
        arrived.send("woken");
        assertEquals("woken", first.result());
        toTwo.send("woken");
        assertEquals("woken", second.result());
    }

    @Test
    void suspendedChannelRulesItOut() throws Exception {
        var away = new org.clutch.transport.rendezvous.RendezvousTransport();
        channels.set("away", away);
        toOne.channel().use("away");
        channels.transports.removeTransport(away);
        Background<Object> first = in(1, fromTwo::receive);
        Background<Object> second = in(2, () -> fromOne.receive(Duration.ofMillis(300)));
        assertEquals(ReceiveEnd.EMPTY, second.result());
        Background<Object> again = in(2, fromOne::receive);
        first.parked();
        again.parked();
        // First, since without this end they wait for each other for ever.
        SendEnd java = channels.broker.find(fromTwo.channel().id()).orElseThrow().sendEnd();
        channels.set("away", away);
        java.send("woken");
        assertEquals("woken", first.result());
        toTwo.send("woken");
        assertEquals("woken", again.result());
    }

    @Test
    void oneThatIsOnlyLoggedCanBeAskedForUntilItIsOver() throws Exception {
        DeadlockDetector detector = channels.waits.detector();
        detector.answer("log");
        CountDownLatch logged = new CountDownLatch(1);
        Logger log = Logger.getLogger("org.clutch.core");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getMessage().startsWith("deadlock: ")) {
                    logged.countDown();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(handler);
        try {
            Background<Object> first = in(1, fromTwo::receive);
            Background<Object> second = in(2, fromOne::receive);
            logged.await();
            String deadlock = detector.deadlock().orElseThrow();
            assertTrue(deadlock.contains("receive from channel 1, whose other end only interpreter 1 can use"),
                    deadlock);
            assertTrue(deadlock.contains("receive from channel 2, whose other end only interpreter 2 can use"),
                    deadlock);
            toOne.send("woken");
            assertEquals("woken", first.result());
            assertEquals(Optional.empty(), detector.deadlock());
            toTwo.send("woken");
            assertEquals("woken", second.result());
        } finally {
            log.removeHandler(handler);
        }
    }
}
