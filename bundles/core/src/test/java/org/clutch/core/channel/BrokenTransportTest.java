package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelException;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.SendEnd;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;
import org.clutch.transport.queue.QueueTransport;
import org.clutch.transport.rendezvous.RendezvousTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transport is somebody else's code: what it does wrong to one queue is no other queue's harm. */
@Timeout(60)
class BrokenTransportTest {
    private final QueueFixture broker = new QueueFixture();

    @Test
    void queueThatCannotBeOpenedDoesNotSuspendTheOthers() {
        InterpreterQueue bad = broker.create(13);
        InterpreterQueue good = broker.create(1);
        bind((Transport) (capacity, preloaded, listener) -> {
            if (capacity == 13) {
                throw new IllegalStateException("no memory");
            }
            return new QueueTransport().open(capacity, preloaded, listener);
        });
        assertTrue(good.offer("m"));
        assertEquals(13, bad.maxSize());
    }

    @Test
    void queueThatCannotBeRetiredDoesNotKeepTheOthersFromMovingOn() {
        AtomicInteger retired = new AtomicInteger();
        Transport broken = (capacity, preloaded, listener) -> new Stuck(
                new QueueTransport().open(capacity, preloaded, listener), capacity == 13, retired);
        bind(broken);
        InterpreterQueue bad = broker.create(13);
        InterpreterQueue good = broker.create(1);
        assertTrue(good.offer("m"));
        try {
            broker.unsetTransport(broken);
        } catch (IllegalStateException e) {
            // The container would log it.
        }
        assertEquals(1, retired.get());
        bind(new QueueTransport());
        assertEquals("m", good.poll());
        assertThrows(ChannelClosedException.class, () -> bad.offer("m"));
        assertThrows(ChannelClosedException.class, bad::take);
    }

    @Test
    void aChannelThatCannotBeMovedToAnotherTransportStaysWhereItIs() {
        ChannelFixture channels = new ChannelFixture();
        channels.set("broken", (_, _, _) -> {
            throw new IllegalStateException("no memory");
        });
        Channel channel = channels.create("queue", 5);
        SendEnd send = channel.sendEnd();
        assertTrue(send.offer("m"));
        String message = assertThrows(ChannelException.class, () -> channel.use("broken", 7)).getMessage();
        assertEquals("channel 1 stays on transport 'queue', since 'broken' failed to open a conduit: "
                + "java.lang.IllegalStateException: no memory", message);
        assertEquals("queue", channel.transport());
        assertEquals(5, channel.capacity());
        assertFalse(channel.isSuspended());
        assertEquals("m", channel.receiveEnd().poll());
        assertFalse(send.isClosed());
    }

    /** Its time is over, a move loses its message, and only then it takes the message back. */
    @Test
    void aSenderWhoseMessageIsLostAsItsTimeIsOverIsTold() {
        ChannelFixture channels = new ChannelFixture();
        Losing losing = new Losing();
        channels.set("losing", losing);
        Channel channel = channels.create("losing", 0);
        losing.beforeWithdrawal = () -> assertThrows(LostMessagesException.class, () -> channel.use("queue", 0));
        assertThrows(ChannelClosedException.class, () -> channel.sendEnd().send("m", Duration.ZERO));
    }

    private void bind(Transport transport) {
        try {
            broker.setTransport(transport);
        } catch (IllegalStateException e) {
            // The container would log it.
        }
    }

    /** Hands all on to another conduit. */
    private static class Forwarding implements Conduit {
        final Conduit inner;

        Forwarding(Conduit inner) {
            this.inner = inner;
        }

        @Override
        public Offer offer(Message message) {
            return inner.offer(message);
        }

        @Override
        public Message poll() {
            return inner.poll();
        }

        @Override
        public int size() {
            return inner.size();
        }

        @Override
        public List<Message> retire() {
            return inner.retire();
        }
    }

    private static final class Stuck extends Forwarding {
        private final boolean fails;
        private final AtomicInteger retired;

        Stuck(Conduit inner, boolean fails, AtomicInteger retired) {
            super(inner);
            this.fails = fails;
            this.retired = retired;
        }

        @Override
        public List<Message> retire() {
            if (fails) {
                throw new IllegalStateException("its memory is gone");
            }
            retired.incrementAndGet();
            return super.retire();
        }
    }

    /** A rendezvous that loses its messages. */
    private static final class Losing implements Transport {
        private Runnable beforeWithdrawal;

        @Override
        public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
            return new Forwarding(new RendezvousTransport().open(capacity, preloaded, listener)) {
                @Override
                public boolean withdraw(Message message) {
                    beforeWithdrawal.run();
                    return false;
                }

                @Override
                public List<Message> retire() {
                    throw new IllegalStateException("its memory is gone");
                }
            };
        }

        @Override
        public boolean isRendezvous() {
            return true;
        }
    }
}
