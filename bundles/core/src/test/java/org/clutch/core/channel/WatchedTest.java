package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.diagnosis.WaitInfo;
import org.clutch.testkit.Background;
import org.clutch.transport.sharedmemory.SharedMemoryTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What whoever watches gets to see. */
@Timeout(60)
class WatchedTest {
    private final ChannelFixture fixture = new ChannelFixture();

    private ChannelInfo info() {
        return fixture.broker.infos().getFirst();
    }

    @Test
    void receivedMessagesAreCountedThroughAllTransports() throws Exception {
        fixture.set("shared-memory", new SharedMemoryTransport());
        Channel channel = fixture.create("queue", 5);
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = channel.receiveEnd();
        long received = 0;
        for (String transport : List.of("queue", "rendezvous", "shared-memory", "queue", "shared-memory",
                "rendezvous")) {
            channel.use(transport);
            for (int i = 0; i < 3; i++) {
                send.offer(i);
                receive.poll();
                assertEquals(++received, info().received(), transport);
            }
            send.offer("left");
        }
        assertEquals(6, info().size());
    }

    @Test
    void holdersAndStateAreShown() {
        Channel channel = fixture.of(3).create(new ChannelSpec("queue", 2).withName("jobs"));
        SendEnd send = channel.sendEnd();
        ReceiveEnd receive = fixture.broker.find(channel.id()).orElseThrow().receiveEnd();
        send.offer(1);
        assertEquals(new ChannelInfo(channel.id(), "jobs", false, "queue", ChannelInfo.State.OPEN, 1, 2, 0, Set.of(3L),
                Set.of(ChannelInfo.JAVA), 0, 0), info());
        send.close();
        assertEquals(ChannelInfo.State.CLOSED, info().state());
        assertEquals(1L, receive.poll());
    }

    @Test
    void waitForAQueueIsDescribed() throws Exception {
        WaitConfiguration waiting = new WaitConfiguration();
        InterpreterQueue queue = new QueueBroker(fixture.transports, waiting).create(1, UnboundItems.UNBOUND);
        Background<Object> taker = Background.call(queue::take);
        List<WaitInfo> waits;
        do {
            waits = waiting.detector().waits(_ -> Set.of(7L));
            Thread.onSpinWait();
        } while (waits.isEmpty());
        assertEquals("receive from queue " + queue.id(), waits.getFirst().purpose());
        assertEquals(Set.of(7L), waits.getFirst().interpreters());
        assertEquals(Set.of(), waits.getFirst().others());
        queue.put(1);
        assertEquals(1L, taker.result());
    }
}
