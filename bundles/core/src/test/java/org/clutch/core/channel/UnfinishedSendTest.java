package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.core.Background;
import org.clutch.share.NotShareableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends that are begun and then waited for. */
@Timeout(60)
class UnfinishedSendTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ChannelFixture channels = new ChannelFixture();
    private final Channel full = channels.create("queue", 1);
    private final Channel rendezvous = channels.create("rendezvous", 0);

    /** Begins a send of "second" to a channel that is full with "first", and waits for it in its own way. */
    private interface Rest {
        Object await(SendEnd.Unfinished rest) throws InterruptedException;
    }

    private Background<Object> sending(Channel channel, Rest rest) {
        return Background.call(() -> rest.await(channel.sendEnd().begin("second"))).parked();
    }

    @Test
    void sendThatNeedNotWaitIsDone() throws Exception {
        assertNull(full.sendEnd().begin(1));
        assertEquals(1L, full.receiveEnd().receive());
    }

    @Test
    void restWaitsForRoom() throws Exception {
        full.sendEnd().send("first");
        Background<Object> sender = sending(full, rest -> {
            rest.await();
            return "done";
        });
        assertEquals("first", full.receiveEnd().receive());
        assertEquals("done", sender.result());
        assertEquals("second", full.receiveEnd().receive());
        full.sendEnd().send("first");
        sender = sending(full, rest -> rest.await(LONG));
        assertEquals("first", full.receiveEnd().receive());
        assertEquals(true, sender.result());
    }

    @Test
    void restWaitsForTheReceiverOfItsMessage() throws Exception {
        Background<Object> sender = sending(rendezvous, rest -> {
            rest.await();
            return "done";
        });
        assertEquals(1, rendezvous.size());
        assertEquals("second", rendezvous.receiveEnd().receive());
        assertEquals("done", sender.result());
    }

    @Test
    void messageThatIsTakenBetweenBeginAndAwaitIsSent() throws Exception {
        SendEnd.Unfinished rest = rendezvous.sendEnd().begin("m");
        assertNotNull(rest);
        assertEquals("m", rendezvous.receiveEnd().poll());
        assertTrue(rest.await(Duration.ZERO));
    }

    @Test
    void roomThatComesBetweenBeginAndAwaitIsUsed() throws Exception {
        full.sendEnd().send("first");
        SendEnd.Unfinished rest = full.sendEnd().begin("second");
        full.receiveEnd().receive();
        rest.await();
        assertEquals("second", full.receiveEnd().receive());
    }

    @Test
    void messageIsOutAgainWhenTheTimeIsOver() throws Exception {
        assertFalse(rendezvous.sendEnd().begin("m").await(Duration.ZERO));
        assertEquals(0, rendezvous.size());
        full.sendEnd().send("first");
        assertFalse(full.sendEnd().begin("second").await(Duration.ofNanos(1)));
        assertEquals(1, full.size());
    }

    @Test
    void messageIsOutAgainAfterAnInterrupt() throws Exception {
        for (Channel channel : List.of(full, rendezvous)) {
            channel.sendEnd().offer("first");
            Background<Object> sender = sending(channel, rest -> rest.await(LONG));
            sender.interrupt();
            sender.failure(InterruptedException.class);
            assertEquals("first", channel.receiveEnd().poll());
            assertSame(ReceiveEnd.EMPTY, channel.receiveEnd().poll());
        }
    }

    @Test
    void closeEndsIt() throws Exception {
        for (Channel channel : List.of(full, rendezvous)) {
            channel.sendEnd().offer("first");
            Background<Object> sender = sending(channel, rest -> rest.await(LONG));
            channel.closeNow();
            sender.failure(ChannelClosedException.class);
        }
        Channel third = channels.create("rendezvous", 0);
        SendEnd end = third.sendEnd();
        SendEnd.Unfinished rest = end.begin("m");
        third.closeNow();
        assertThrows(ChannelClosedException.class, rest::await);
        assertThrows(ChannelClosedException.class, () -> end.begin("m"));
    }

    @Test
    void messageGoesOnOnAnotherTransport() throws Exception {
        SendEnd.Unfinished rest = rendezvous.sendEnd().begin("m");
        rendezvous.use("queue", 1);
        rest.await();
        assertEquals("m", rendezvous.receiveEnd().receive());
    }

    @Test
    void whatCannotCrossIsNamedByItsPlace() {
        String message = assertThrows(NotShareableException.class,
                () -> full.sendEnd().sendAll(List.of(1, new Object()))).getMessage();
        assertTrue(message.startsWith("messages[1] is of type java.lang.Object"), message);
        assertThrows(NotShareableException.class, () -> full.sendEnd().begin(new Object()));
        assertEquals(0, full.size());
    }
}
