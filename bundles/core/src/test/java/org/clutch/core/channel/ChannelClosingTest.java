package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelNotEmptyException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.share.EndReference;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a channel, and its races. */
@Timeout(60)
class ChannelClosingTest {
    private static final int ROUNDS = 300;

    private final ChannelFixture channels = new ChannelFixture();

    @ParameterizedTest
    @ValueSource(strings = {"queue", "rendezvous"})
    void whatWasSentBeforeTheCloseComesOutAndNothingAfterwards(String transport) throws Exception {
        Channel channel = channels.create(transport, 0);
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = channel.receiveEnd();
        assertTrue(send.offer(1));
        send.close();
        assertTrue(send.isClosed());
        assertFalse(receive.isClosed());
        assertThrows(ChannelClosedException.class, () -> send.offer(2));
        assertThrows(ChannelClosedException.class, send::close);
        assertThrows(ChannelClosedException.class, channel::sendEnd);
        assertEquals(1L, receive.receive());
        assertThrows(ChannelClosedException.class, receive::receive);
        assertTrue(channel.isClosed());
        assertEquals(Optional.empty(), channels.broker.find(channel.id()));
    }

    @Test
    void anEndThatArrivesAfterItsChannelWasClosedIsAClosedEnd() throws Exception {
        Channel channel = channels.create("queue", 0);
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = channel.receiveEnd();
        send.send(channels.of(1).find(channel.id()).orElseThrow().sendEnd());
        send.send(receive);
        send.close();
        SendEnd arrived = channels.broker.sendEnd((EndReference) receive.receive());
        assertTrue(arrived.isClosed());
        assertThrows(ChannelClosedException.class, () -> arrived.offer(1));
        ReceiveEnd drained = channels.of(2).receiveEnd((EndReference) receive.receive());
        assertTrue(drained.isClosed());
        assertThrows(ChannelClosedException.class, drained::poll);
    }

    @Test
    void receiveEndOfAChannelThatIsNotEmptyStaysOpen() throws Exception {
        Channel channel = channels.create("rendezvous", 0);
        ReceiveEnd receive = channel.receiveEnd();
        Background<Void> sender = Background.run(() -> channel.sendEnd().send("m")).parked();
        String message = assertThrows(ChannelNotEmptyException.class, receive::close).getMessage();
        assertEquals("channel 1 is not empty: 1 message is in it; receive them, or close it by force", message);
        assertEquals("m", receive.receive());
        sender.result();
        receive.close();
        assertThrows(ChannelClosedException.class, receive::close);
    }

    @Test
    void closeByForceDropsMessagesAndTellsWhoeverWaits() throws Exception {
        Channel full = channels.create("queue", 1);
        SendEnd send = full.sendEnd();
        send.send(1);
        Background<Void> waitsForRoom = Background.run(() -> send.send(2)).parked();
        Channel rendezvous = channels.create("rendezvous", 0);
        Background<Void> waitsForReceiver = Background.run(() -> rendezvous.sendEnd().send(1)).parked();
        Channel empty = channels.create("queue", 0);
        Background<Object> waitsForMessage = Background.call(() -> empty.receiveEnd().receive()).parked();
        List.of(full, rendezvous, empty).forEach(Channel::closeNow);
        waitsForRoom.failure(ChannelClosedException.class);
        waitsForReceiver.failure(ChannelClosedException.class);
        waitsForMessage.failure(ChannelClosedException.class);
        assertEquals(0, full.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "rendezvous"})
    void sendThatRacesWithTheCloseIsEitherReceivedOrFails(String transport) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Channel channel = channels.create(transport, 0);
            SendEnd send = channel.sendEnd();
            ReceiveEnd receive = channel.receiveEnd();
            AtomicInteger sent = new AtomicInteger();
            List<Background<Void>> senders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                senders.add(Background.run(() -> {
                    try {
                        while (true) {
                            send.send(1);
                            sent.incrementAndGet();
                        }
                    } catch (ChannelClosedException e) {
                        // What the close is for.
                    }
                }));
            }
            for (int i = 0; i < round % 7; i++) {
                assertEquals(1L, receive.receive());
            }
            send.close();
            int received = round % 7;
            try {
                while (true) {
                    receive.receive();
                    received++;
                }
            } catch (ChannelClosedException e) {
                // The end.
            }
            for (Background<Void> sender : senders) {
                sender.result();
            }
            assertEquals(sent.get(), received);
        }
    }

    @Test
    void twoClosesAreOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Channel channel = channels.create("queue", 0);
            SendEnd send = channel.sendEnd();
            ReceiveEnd receive = channel.receiveEnd();
            AtomicInteger refused = new AtomicInteger();
            Runnable[] closes = {send::close, receive::close};
            List<Background<Void>> closers = new ArrayList<>();
            for (Runnable close : closes) {
                closers.add(Background.run(() -> {
                    try {
                        close.run();
                    } catch (ChannelClosedException e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            for (Background<Void> closer : closers) {
                closer.result();
            }
            assertEquals(1, refused.get());
            assertTrue(channel.isClosed());
        }
    }

    @Test
    void closeThatRacesWithASwapHoldsAndLosesNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Channel channel = channels.create("queue", 0);
            SendEnd send = channel.sendEnd();
            ReceiveEnd receive = channel.receiveEnd();
            for (int i = 0; i < 5; i++) {
                send.send(i);
            }
            Background<Void> swap = Background.run(() -> {
                channels.swap("queue");
                try {
                    channel.use("rendezvous");
                } catch (ChannelClosedException e) {
                    // The close was faster.
                }
            });
            send.close();
            swap.result();
            for (long i = 0; i < 5; i++) {
                assertEquals(i, receive.receive());
            }
            assertThrows(ChannelClosedException.class, receive::receive);
        }
    }

    @Test
    void interruptThatRacesWithTheDeliveryLosesNothing() throws Exception {
        Channel channel = channels.create("rendezvous", 0);
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = channel.receiveEnd();
        for (int round = 0; round < ROUNDS; round++) {
            long message = round;
            Background<Boolean> sender = Background.call(() -> {
                try {
                    send.send(message);
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            });
            Background<Object> receiver = Background.call(receive::poll);
            sender.interrupt();
            Object received = receiver.result();
            if (!sender.result()) {
                assertSame(ReceiveEnd.EMPTY, received);
            } else {
                assertEquals(message, received);
            }
            assertEquals(0, channel.size());
        }
    }

    @Test
    void endsOfAnInterpreterCloseWithIt() throws Exception {
        InterpretersChannels one = channels.of(1);
        InterpretersChannels two = channels.of(2);
        Channel channel = one.create(new org.clutch.channel.ChannelSpec("queue", 0));
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = two.receiveEnd(channel.receiveEnd().reference());
        send.send("unbound");
        one.ended();
        assertThrows(ChannelClosedException.class, receive::receive);
    }

    @Test
    void endIsHeldByItsReferenceUntilThatHasBeenReceived() throws Exception {
        Channel channel = channels.create("queue", 0);
        ReceiveEnd receive = channel.receiveEnd();
        InterpretersChannels one = channels.of(1);
        SendEnd end = one.sendEnd(channel.sendEnd().reference());
        end.send(1);
        assertEquals(1L, receive.receive());
        one.ended();
        assertThrows(ChannelClosedException.class, receive::receive);
        assertNull(channels.broker.find(channel.id()).orElse(null));
    }
}
