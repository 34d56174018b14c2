package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class QueueConduitTest {
    private final List<String> heard = new ArrayList<>();
    private final ConduitListener listener = new ConduitListener() {
        @Override
        public void readable() {
            heard.add("readable");
        }

        @Override
        public void writable() {
            heard.add("writable");
        }
    };

    @Test
    void messagesComeInOrderAndAreTheSameObjects() {
        List<Message> messages = messages(5);
        Conduit conduit = open(0);
        messages.forEach(conduit::offer);
        assertEquals(5, conduit.size());
        messages.forEach(message -> assertSame(message, conduit.poll()));
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
    }

    @Test
    void transportOpensOne() {
        Conduit conduit = new QueueTransport().open(1, messages(1), listener);
        assertInstanceOf(QueueConduit.class, conduit);
        assertEquals(1, conduit.size());
        assertEquals(Offer.FULL, conduit.offer(Message.of("m", 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 1000, 10_000})
    void severalGoRoundTheRingAndAlongTheChain(int capacity) {
        Conduit conduit = open(capacity);
        Message[] messages = messages(3000).toArray(Message[]::new);
        Message[] into = new Message[11];
        int sent = 0;
        int taken = 0;
        while (taken < messages.length) {
            sent += conduit.offerMany(messages, sent, Math.min(sent + 13, messages.length));
            int some = conduit.pollMany(into, 0, into.length);
            for (int i = 0; i < some; i++) {
                assertSame(messages[taken++], into[i]);
            }
            assertEquals(sent - taken, conduit.size());
        }
        assertEquals(0, conduit.pollMany(into, 0, into.length));
    }

    @Test
    void overfullOneTakesNoneOfSeveral() {
        Conduit conduit = new QueueConduit(2, messages(5), listener);
        Message[] two = messages(2).toArray(Message[]::new);
        assertEquals(0, conduit.offerMany(two, 0, 2));
        Message[] into = new Message[9];
        assertEquals(5, conduit.pollMany(into, 0, into.length));
        assertEquals(2, conduit.offerMany(two, 0, 2));
    }

    @Test
    void messageWithoutAPayloadIsAMessage() {
        Conduit conduit = open(0);
        Message none = Message.of(null, 0);
        conduit.offer(none);
        assertSame(none, conduit.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 1000, QueueConduit.LARGEST_RING, 10_000})
    void fullConduitRefusesUntilThereIsRoom(int capacity) {
        Conduit conduit = open(capacity);
        messages(capacity).forEach(message -> assertEquals(Offer.ACCEPTED, conduit.offer(message)));
        assertEquals(Offer.FULL, conduit.offer(Message.of("too many", 0)));
        assertEquals(capacity, conduit.size());
        conduit.poll();
        assertEquals(Offer.ACCEPTED, conduit.offer(Message.of("fits", 0)));
        assertEquals(Offer.FULL, conduit.offer(Message.of("too many", 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void capacityOfZeroOrLessIsNoBound(int capacity) {
        Conduit conduit = open(capacity);
        messages(10_000).forEach(message -> assertEquals(Offer.ACCEPTED, conduit.offer(message)));
        assertEquals(10_000, conduit.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 16, 100, 10_000})
    void preloadedMessagesComeFirstAndMayBeMoreThanTheCapacity(int count) {
        List<Message> preloaded = messages(count);
        Conduit conduit = new QueueConduit(1, preloaded, listener);
        assertEquals(count, conduit.size());
        assertEquals(List.of(), heard);
        for (Message message : preloaded) {
            assertEquals(Offer.FULL, conduit.offer(Message.of("no room yet", 0)));
            assertSame(message, conduit.poll());
        }
        assertEquals(Offer.ACCEPTED, conduit.offer(Message.of("room", 0)));
    }

    @Test
    void retireGivesTheRestOnceAndInOrder() {
        List<Message> messages = messages(4);
        Conduit conduit = new QueueConduit(0, messages.subList(0, 2), listener);
        messages.subList(2, 4).forEach(conduit::offer);
        conduit.poll();
        assertEquals(messages.subList(1, 4), conduit.retire());
        assertEquals(List.of(), conduit.retire());
    }

    @Test
    void retiredConduitRefusesAndYieldsNothing() {
        Conduit conduit = open(1);
        conduit.offer(Message.of("m", 0));
        conduit.retire();
        assertEquals(Offer.RETIRED, conduit.offer(Message.of("late", 0)));
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
        assertEquals(List.of(), conduit.retire());
    }

    @Test
    void listenerHearsOnceOfEachMessageThatIsAcceptedOrTakenAndOfNothingElse() {
        Conduit conduit = open(1);
        conduit.poll();
        assertEquals(List.of(), heard);
        conduit.offer(Message.of("m", 0));
        assertEquals(List.of("readable"), heard);
        conduit.offer(Message.of("too many", 0));
        assertEquals(List.of("readable"), heard);
        conduit.poll();
        assertEquals(List.of("readable", "writable"), heard);
        conduit.offer(Message.of("m", 0));
        conduit.retire();
        conduit.offer(Message.of("late", 0));
        conduit.poll();
        assertEquals(List.of("readable", "writable", "readable"), heard);
    }

    @Test
    void listenerIsCalledAfterTheChangeAndMayComeBack() {
        List<Integer> sizes = new ArrayList<>();
        CompletableFuture<Conduit> opened = new CompletableFuture<>();
        ConduitListener asking = new ConduitListener() {
            @Override
            public void readable() {
                // In another thread, as a woken waiter would.
                sizes.add(CompletableFuture.supplyAsync(() -> opened.join().size()).join());
            }

            @Override
            public void writable() {
                readable();
            }
        };
        Conduit conduit = new QueueConduit(0, List.of(), asking);
        opened.complete(conduit);
        conduit.offer(Message.of("m", 0));
        conduit.poll();
        assertEquals(List.of(1, 0), sizes);
    }

    @Test
    void noMessageIsNoMessage() {
        Conduit conduit = open(1);
        assertThrows(NullPointerException.class, () -> conduit.offer(null));
        assertEquals(0, conduit.size());
        assertEquals(Offer.ACCEPTED, conduit.offer(Message.of(null, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 16, 10_000})
    void ringsTurnAndChainsGrow(int capacity) {
        Conduit conduit = open(capacity);
        int next = 0;
        int oldest = 0;
        for (int round = 0; round < 5_000; round++) {
            for (int i = 0; i < 1 + round % 7 && conduit.offer(Message.of(next, 0)) == Offer.ACCEPTED; i++) {
                next++;
            }
            for (int i = 0; i < 1 + round % 5 && oldest < next; i++) {
                assertEquals(oldest++, conduit.poll().payload());
            }
            assertEquals(next - oldest, conduit.size());
        }
        for (Message left : conduit.retire()) {
            assertEquals(oldest++, left.payload());
        }
        assertEquals(next, oldest);
    }

    /** Positions overflow: at the sign and at zero. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 16, 10_000})
    void positionsOverflow(int capacity) {
        for (long start : new long[]{Long.MIN_VALUE - 2 * 300, -2 * 300}) {
            List<Message> messages = messages(1_000);
            QueueConduit conduit = new QueueConduit(capacity, messages.subList(0, 3), listener, start);
            Iterator<Message> oldest = messages.iterator();
            for (Message message : messages.subList(3, 1_000)) {
                assertEquals(Offer.ACCEPTED, conduit.offer(message));
                assertEquals(4, conduit.size());
                assertSame(oldest.next(), conduit.poll());
            }
            if (capacity == 5) {
                assertEquals(Offer.ACCEPTED, conduit.offer(Message.of("m", 0)));
                assertEquals(Offer.ACCEPTED, conduit.offer(Message.of("m", 0)));
                assertEquals(Offer.FULL, conduit.offer(Message.of("m", 0)));
            }
            oldest.forEachRemaining(message -> assertSame(message, conduit.poll()));
            assertTrue(conduit.tail.position() - start >= 2 * 1_000);
        }
    }

    @Test
    void takenMessagesAreLetGo() {
        QueueConduit conduit = new QueueConduit(0, messages(3), listener);
        Segment segment = conduit.head.segmentOf(0, true);
        conduit.poll();
        conduit.poll();
        assertNull(segment.message(0));
        assertNull(segment.message(1));
        assertNotNull(segment.message(2));
    }

    @Test
    void segmentsThatAreLeftKeepNoLaterOnes() {
        QueueConduit conduit = new QueueConduit(0, messages(1_000), listener);
        Segment first = conduit.head.segmentOf(0, true);
        for (int i = 0; i < 256; i++) {
            conduit.poll();
        }
        assertNotNull(first.reach(2 * 256));
        conduit.poll();
        assertNull(first.reach(2 * 256));
        assertEquals(257, conduit.poll().payload());
    }

    @Test
    void listIsTheCallersOwn() {
        List<Message> preloaded = new ArrayList<>(messages(1));
        Conduit conduit = new QueueConduit(0, preloaded, listener);
        preloaded.clear();
        assertFalse(conduit.retire().isEmpty());
    }

    private Conduit open(int capacity) {
        return new QueueConduit(capacity, List.of(), listener);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(it -> Message.of(it, 0)).toList();
    }
}
