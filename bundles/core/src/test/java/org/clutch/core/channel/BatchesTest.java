package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.share.NotShareableException;
import org.clutch.testkit.Background;
import org.clutch.transport.sharedmemory.SharedMemoryTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several messages with one call. */
@Timeout(60)
class BatchesTest {
    private final ChannelFixture channels = new ChannelFixture();

    BatchesTest() {
        channels.set("shared-memory", new SharedMemoryTransport());
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static List<Object> receive(ReceiveEnd receives, int count) throws InterruptedException {
        List<Object> received = new ArrayList<>();
        while (received.size() < count) {
            received.addAll(receives.receiveMany(count - received.size()));
        }
        return received;
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "shared-memory", "rendezvous"})
    void allAreSentInOrderAndTheSenderWaitsForRoom(String transport) throws Exception {
        Channel channel = channels.create(transport, 7);
        SendEnd sends = channel.sendEnd();
        Background<Void> sender = Background.run(() -> sends.sendAll(numbers(0, 3_000))).parked();
        assertEquals(numbers(0, 3_000), receive(channel.receiveEnd(), 3_000));
        sender.result();
        assertEquals(0, channel.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "shared-memory"})
    void asManyAreOfferedAsThereIsRoomFor(String transport) throws Exception {
        Channel channel = channels.create(transport, 5);
        SendEnd sends = channel.sendEnd();
        assertEquals(0, sends.offerMany(List.of()));
        assertEquals(3, sends.offerMany(numbers(0, 3)));
        assertEquals(2, sends.offerMany(numbers(3, 9)));
        assertEquals(0, sends.offerMany(numbers(5, 9)));
        assertEquals(numbers(0, 4), channel.receiveEnd().receiveMany(4));
        assertEquals(1, channel.size());
    }

    @Test
    void offersToARendezvousAreInAsOneWouldBe() throws Exception {
        Channel channel = channels.create("rendezvous", 0);
        assertEquals(3, channel.sendEnd().offerMany(numbers(0, 3)));
        assertEquals(numbers(0, 3), channel.receiveEnd().receiveMany(9));
    }

    @Test
    void eachReceiverThatWaitsIsWoken() throws Exception {
        Channel channel = channels.create("queue", 0);
        ReceiveEnd receives = channel.receiveEnd();
        List<Background<Object>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(Background.call(receives::receive).parked());
        }
        assertEquals(3, channel.sendEnd().offerMany(numbers(0, 3)));
        List<Object> received = new ArrayList<>();
        for (Background<Object> each : waiting) {
            received.add(each.result());
        }
        assertEquals(numbers(0, 3), received.stream().sorted().toList());
    }

    @Test
    void eachSenderThatWaitsIsWoken() throws Exception {
        Channel channel = channels.create("queue", 3);
        SendEnd sends = channel.sendEnd();
        sends.sendAll(numbers(0, 3));
        List<Background<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(Background.run(() -> sends.send(9)).parked());
        }
        assertEquals(numbers(0, 3), channel.receiveEnd().receiveMany(3));
        for (Background<Void> each : waiting) {
            each.result();
        }
        assertEquals(3, channel.size());
    }

    @Test
    void nothingIsSentIfOneCannotCross() {
        Channel channel = channels.create("queue", 0);
        SendEnd sends = channel.sendEnd();
        List<Object> messages = List.of(1, new StringBuilder());
        for (NotShareableException refusal : List.of(
                assertThrows(NotShareableException.class, () -> sends.sendAll(messages)),
                assertThrows(NotShareableException.class, () -> sends.offerMany(messages)))) {
            assertTrue(refusal.getMessage().contains("messages[1]"), refusal.getMessage());
        }
        assertEquals(0, channel.size());
    }

    @Test
    void closedChannelTakesNone() throws Exception {
        Channel channel = channels.create("queue", 2);
        SendEnd sends = channel.sendEnd();
        Background<Void> waiting = Background.run(() -> sends.sendAll(numbers(0, 9))).parked();
        channel.sendEnd().close();
        waiting.failure(ChannelClosedException.class);
        assertThrows(ChannelClosedException.class, () -> sends.offerMany(numbers(0, 2)));
        assertEquals(0, sends.offerMany(List.of()));
        assertEquals(numbers(0, 2), channel.receiveEnd().receiveMany(9));
    }

    @Test
    void interruptedSenderHasSentTheFirstOnes() throws Exception {
        Channel channel = channels.create("queue", 2);
        SendEnd sends = channel.sendEnd();
        Background<Void> waiting = Background.run(() -> sends.sendAll(numbers(0, 9))).parked();
        waiting.interrupt();
        waiting.failure(InterruptedException.class);
        assertEquals(numbers(0, 2), channel.receiveEnd().receiveMany(9));
    }

    @Test
    void itemOfAnInterpreterThatIsGoneIsTheExceptionInItsPlace() throws Exception {
        InterpretersChannels one = channels.of(1);
        Channel channel = one.create(new ChannelSpec("queue", 0).withUnboundItems(UnboundItems.ERROR));
        channel.sendEnd().sendAll(numbers(0, 1));
        SendEnd javas = channels.broker.find(channel.id()).orElseThrow().sendEnd();
        javas.sendAll(numbers(1, 2));
        ReceiveEnd receives = channels.broker.find(channel.id()).orElseThrow().receiveEnd();
        javas.sendAll(numbers(2, 3));
        channel.sendEnd().sendAll(numbers(3, 4));
        one.ended();
        assertThrows(ItemInterpreterDestroyedException.class, () -> receives.receiveMany(9));
        List<Object> rest = receives.receiveMany(9);
        assertEquals(numbers(1, 3), rest.subList(0, 2));
        assertInstanceOf(ItemInterpreterDestroyedException.class, rest.get(2));
    }

    @Test
    void nothingIsLostWhileTheTransportChanges() throws Exception {
        int messages = 30_000;
        Channel channel = channels.create("queue", 64);
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        Background<Void> sender = Background.run(() -> {
            for (int i = 0; i < messages; i += 100) {
                sends.sendAll(numbers(i, i + 100));
            }
        });
        Background<List<Object>> receiver = Background.call(() -> receive(receives, messages));
        List<String> transports = List.of("shared-memory", "queue", "rendezvous", "queue");
        for (int i = 0; !receiver.isDone(); i++) {
            channel.use(transports.get(i % transports.size()));
        }
        sender.result();
        assertEquals(numbers(0, messages), receiver.result());
    }
}
