package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;
import org.clutch.testkit.Background;
import org.clutch.transport.sharedmemory.RingConfiguration;
import org.clutch.transport.sharedmemory.SharedMemoryTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that wait because a transport is short of bytes, of which one message may take as many as a hundred others. */
@Timeout(60)
class ShortRoomTest {
    private static final int RING = 65_536;
    /** Two of these fill the ring. */
    private static final Bytes HALF = Bytes.copyOf(new byte[RING / 2 - 32]);

    private final ChannelFixture channels = new ChannelFixture();

    private record Configuration(int ringBytes) implements RingConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return RingConfiguration.class;
        }
    }

    ShortRoomTest() {
        channels.set("shared-memory", new SharedMemoryTransport(new Configuration(RING)));
    }

    private Channel full(int capacity) {
        Channel channel = channels.create("shared-memory", capacity);
        SendEnd sends = channel.sendEnd();
        assertTrue(sends.offer(HALF));
        assertTrue(sends.offer(HALF));
        assertFalse(sends.offer("no room"));
        return channel;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void oneMessageThatIsTakenMakesRoomForAllWhoFitInItsPlace(int capacity) throws Exception {
        Channel channel = full(capacity);
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        List<Background<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(Background.run(() -> sends.send("small")).parked());
        }
        assertEquals(HALF, receives.receive());
        for (Background<Void> each : waiting) {
            each.result();
        }
        assertEquals(11, channel.size());
    }

    @Test
    void senderOfALargeMessageWaitsUntilThereIsRoomForIt() throws Exception {
        Channel channel = full(0);
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        assertFalse(sends.send(HALF, Duration.ofMillis(1)));
        Background<Void> large = Background.run(() -> sends.send(HALF)).parked();
        receives.receive();
        large.result();
        assertEquals(2, channel.size());
    }

    @Test
    void messageThatNeverFitsIsAnErrorOfItsSenderAlone() throws Exception {
        Channel channel = full(0);
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        Background<Void> waiting = Background.run(() -> sends.send("fits later")).parked();
        assertThrows(IllegalArgumentException.class, () -> sends.send(Bytes.copyOf(new byte[RING])));
        receives.receive();
        waiting.result();
    }

    /** A message may be larger than the ring if another transport had taken it before. */
    @Test
    void moveBringsLargerMessagesAlong() throws Exception {
        Channel channel = channels.create("queue", 0);
        Bytes large = Bytes.copyOf(new byte[3 * RING]);
        channel.sendEnd().send(large);
        channel.use("shared-memory", 1);
        assertFalse(channel.sendEnd().offer("full"));
        channel.use("rendezvous");
        channel.use("shared-memory");
        assertEquals(large, channel.receiveEnd().receive());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void nobodySleepsForEverWhateverTheSizes(int capacity) throws Exception {
        Channel channel = channels.create("shared-memory", capacity);
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        List<Background<Void>> senders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int sender = i;
            senders.add(Background.run(() -> sendSizes(sends, sender)));
        }
        List<Background<Integer>> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receivers.add(Background.call(() -> receiveInOrder(receives)));
        }
        for (Background<Void> each : senders) {
            each.result();
        }
        sends.close();
        int received = 0;
        for (Background<Integer> each : receivers) {
            received += each.result();
        }
        assertEquals(6 * 1000, received);
    }

    private static void sendSizes(SendEnd sends, int sender) throws InterruptedException {
        Random random = new Random(sender);
        for (int number = 0; number < 1000; number++) {
            sends.send(Tuple.of(sender, number, Bytes.copyOf(new byte[random.nextInt(1 << random.nextInt(15))])));
        }
    }

    private static int receiveInOrder(ReceiveEnd receives) throws InterruptedException {
        long[] last = {-1, -1, -1, -1, -1, -1};
        int received = 0;
        while (true) {
            try {
                List<Object> items = ((Tuple) receives.receive()).items();
                int sender = ((Long) items.get(0)).intValue();
                assertTrue((Long) items.get(1) > last[sender]);
                last[sender] = (Long) items.get(1);
                received++;
            } catch (ChannelClosedException e) {
                return received;
            }
        }
    }
}
