package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.clutch.share.BinaryForm;
import org.clutch.share.Bytes;
import org.clutch.share.EndReference;
import org.clutch.share.NotShareableException;
import org.clutch.share.ObjectReference;
import org.clutch.share.Pickle;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about this transport, beside what it has in common with all others. */
@Timeout(60)
class SharedMemoryConduitTest {
    private static final Bound SMALL = Bound.of(Bound.LEAST);
    private static final int LARGEST = Bound.LEAST / 2 - (int) RingLayout.FORM;

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

    private record Reference(long channel, boolean sends) implements EndReference {}

    private Conduit open(int capacity, Message... preloaded) {
        return new SharedMemoryConduit(capacity, SMALL, List.of(preloaded), listener);
    }

    private static Message message(Object payload) {
        return Message.of(payload, -1);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(it -> Message.of((long) it, ~it)).toList();
    }

    private static void assertSameAs(Message expected, Message message) {
        assertEquals(expected.payload(), message.payload());
        assertEquals(expected.tag(), message.tag());
    }

    /** Gives bytes whose form is of that size. */
    private static Bytes ofSize(int size) {
        byte[] content = new byte[size - 1 - (size <= 129 ? 1 : size <= 16_386 ? 2 : 3)];
        Arrays.fill(content, (byte) 0xFF);
        Bytes bytes = Bytes.copyOf(content);
        assertEquals(size, BinaryForm.size(bytes));
        return bytes;
    }

    @Test
    void everyKindOfMessageComesOutAsItWentIn() {
        Conduit conduit = open(0);
        List<Object> payloads = Arrays.asList(null, true, 1L, 1L << 40, BigInteger.TWO.pow(99), -0.0, "ä", "€\ud800",
                Bytes.copyOf(new byte[]{1, 2}), Tuple.of(1, Tuple.of("two", null)),
                new Pickle(Bytes.copyOf(new byte[]{3})), new QueueReference(4));
        long tag = Long.MIN_VALUE;
        for (Object payload : payloads) {
            assertEquals(Offer.ACCEPTED, conduit.offer(Message.of(payload, tag++)));
        }
        tag = Long.MIN_VALUE;
        for (Object payload : payloads) {
            assertSameAs(Message.of(payload, tag++), conduit.poll());
        }
        assertNull(conduit.poll());
    }

    @Test
    void referencesGoByReference() {
        ObjectReference object = () -> 7;
        Reference end = new Reference(1, true);
        Conduit conduit = open(0, message(end));
        conduit.offer(message(Tuple.of("x", object, Tuple.of(end))));
        conduit.offer(message(object));
        assertSame(end, conduit.poll().payload());
        Tuple tuple = (Tuple) conduit.poll().payload();
        assertSame(object, tuple.items().get(1));
        assertSame(end, ((Tuple) tuple.items().get(2)).items().getFirst());
        assertSame(object, conduit.retire().getFirst().payload());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100, 1000, 5000})
    void capacityIsExactOverManyLapsAndRings(int capacity) {
        Conduit conduit = new SharedMemoryConduit(capacity, Bound.of(Bound.DEFAULT), List.of(), listener);
        long sent = 0;
        long received = 0;
        for (int round = 0; round < 4; round++) {
            while (sent - received < capacity) {
                assertEquals(Offer.ACCEPTED, conduit.offer(message(sent++)));
            }
            assertEquals(capacity, conduit.size());
            assertEquals(Offer.FULL, conduit.offer(message("too many")));
            for (int i = 0; i < 3000; i++) {
                assertEquals(received++, conduit.poll().payload());
                assertEquals(capacity - 1, conduit.size());
                assertEquals(Offer.ACCEPTED, conduit.offer(message(sent++)));
                assertEquals(Offer.FULL, conduit.offer(message("too many")));
            }
            while (sent - received > 0) {
                assertEquals(received++, conduit.poll().payload());
            }
            assertNull(conduit.poll());
            assertEquals(0, conduit.size());
        }
    }

    @Test
    void ringGrowsWithTheMessagesInIt() {
        Conduit conduit = new SharedMemoryConduit(0, Bound.of(Bound.DEFAULT), List.of(), listener);
        List<Message> messages = messages(50_000);
        for (Message message : messages) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
        }
        assertEquals(50_000, conduit.size());
        for (Message message : messages) {
            assertSameAs(message, conduit.poll());
        }
        assertEquals(0, conduit.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40, 41, 1000, 8168, 8169, LARGEST})
    void messagesOfAnySizeGoAroundTheRing(int size) {
        Conduit conduit = open(0);
        for (int i = 0; i < 500; i++) {
            Object payload = ofSize(size - i % 2);
            assertEquals(Offer.ACCEPTED, conduit.offer(message(payload)));
            assertEquals(payload, conduit.poll().payload());
        }
    }

    @Test
    void ringThatMayGrowNoMoreIsFull() {
        Conduit conduit = open(0);
        assertEquals(Offer.ACCEPTED, conduit.offer(message(ofSize(LARGEST))));
        assertEquals(Offer.ACCEPTED, conduit.offer(message(ofSize(LARGEST))));
        assertEquals(Offer.FULL, conduit.offer(message(0L)));
        assertEquals(2, conduit.size());
        conduit.poll();
        assertEquals(Offer.ACCEPTED, conduit.offer(message(0L)));
        assertEquals(Offer.FULL, conduit.offer(message(ofSize(LARGEST))));
        conduit.poll();
        conduit.poll();
        assertEquals(Offer.ACCEPTED, conduit.offer(message(ofSize(LARGEST))));
    }

    @Test
    void onceRoomWasShortAnAcceptedOfferWakesTheNextSender() {
        Conduit conduit = open(0);
        conduit.offer(message(ofSize(LARGEST)));
        conduit.offer(message(ofSize(LARGEST)));
        conduit.offer(message(0L));
        heard.clear();
        conduit.poll();
        assertEquals(List.of("writable"), heard);
        conduit.offer(message(0L));
        assertEquals(List.of("writable", "readable", "writable"), heard);
    }

    @Test
    void messageLargerThanAllRoomIsRefusedWithItsSizeAndTheRemedy() {
        Conduit conduit = open(0);
        assertEquals(
                "a message of 32745 bytes is larger than the transport shared-memory takes, 32744 bytes: that is half "
                        + "of ringBytes = 65536 of org.clutch.transport.sharedmemory; configure a larger one, at most 1073741824, "
                        + "or use another transport",
                assertThrows(IllegalArgumentException.class, () -> conduit.offer(message(ofSize(LARGEST + 1))))
                        .getMessage());
        assertEquals(0, conduit.size());
        assertEquals(List.of(), heard);
        assertEquals(Offer.ACCEPTED, conduit.offer(message(ofSize(LARGEST))));
    }

    @Test
    void tupleThatIsNestedTooDeepIsRefused() {
        Conduit conduit = open(0);
        assertThrows(NotShareableException.class, () -> conduit.offer(message(tooDeep())));
        assertNull(conduit.poll());
    }

    private static Object tooDeep() {
        Object data = Tuple.of();
        for (int i = 0; i < BinaryForm.MAX_DEPTH; i++) {
            data = Tuple.of(data);
        }
        return data;
    }

    @Test
    void preloadedMessagesAreTakenWhateverTheyAre() {
        Object deep = tooDeep();
        List<Message> preloaded = new ArrayList<>(messages(2000));
        preloaded.add(message(ofSize(LARGEST + 1)));
        preloaded.add(message(ofSize(10 * Bound.LEAST)));
        preloaded.add(message(deep));
        Conduit conduit = new SharedMemoryConduit(1, SMALL, preloaded, listener);
        assertEquals(List.of(), heard);
        assertEquals(2003, conduit.size());
        for (Message each : preloaded.subList(0, 2002)) {
            assertEquals(Offer.FULL, conduit.offer(message("no room yet")));
            assertSameAs(each, conduit.poll());
        }
        assertSame(deep, conduit.poll().payload());
        assertEquals(Offer.ACCEPTED, conduit.offer(message("room")));
        assertEquals(Offer.FULL, conduit.offer(message("too many")));
    }

    @Test
    void retireGivesTheRestOfAllRingsOnceAndInOrder() {
        List<Message> messages = messages(700);
        Conduit conduit = open(0, messages.subList(0, 300).toArray(Message[]::new));
        messages.subList(300, 700).forEach(conduit::offer);
        for (int i = 0; i < 10; i++) {
            conduit.poll();
        }
        List<Message> left = conduit.retire();
        assertEquals(690, left.size());
        for (int i = 0; i < 690; i++) {
            assertSameAs(messages.get(i + 10), left.get(i));
        }
        assertEquals(List.of(), conduit.retire());
    }

    @Test
    void retiredConduitRefusesAndYieldsNothing() {
        Conduit conduit = open(1);
        conduit.offer(message("m"));
        conduit.retire();
        heard.clear();
        for (int i = 0; i < 3; i++) {
            assertEquals(Offer.RETIRED, conduit.offer(message("late")));
            assertNull(conduit.poll());
            assertEquals(0, conduit.size());
            assertEquals(List.of(), conduit.retire());
        }
        assertEquals(List.of(), heard);
        assertEquals(Offer.RETIRED, conduit.offer(message(ofSize(LARGEST + 1))));
    }

    @Test
    void emptyConduitRetiresInEveryPosition() {
        for (int before = 0; before < 600; before++) {
            Conduit conduit = open(0);
            for (int i = 0; i < before; i++) {
                conduit.offer(message(0L));
                conduit.poll();
            }
            assertEquals(List.of(), conduit.retire());
            assertEquals(Offer.RETIRED, conduit.offer(message("late")));
        }
    }

    @Test
    void listenerHearsOnceOfEachMessageThatIsAcceptedOrTakenAndOfNothingElse() {
        Conduit conduit = open(1);
        conduit.poll();
        assertEquals(List.of(), heard);
        conduit.offer(message("m"));
        assertEquals(List.of("readable"), heard);
        conduit.offer(message("too many"));
        assertEquals(List.of("readable"), heard);
        conduit.poll();
        assertEquals(List.of("readable", "writable"), heard);
    }

    @Test
    void listenerIsCalledAfterTheChange() {
        List<Integer> sizes = new ArrayList<>();
        Conduit[] conduit = new Conduit[1];
        conduit[0] = new SharedMemoryConduit(0, SMALL, List.of(), new ConduitListener() {
            @Override
            public void readable() {
                sizes.add(conduit[0].size());
            }

            @Override
            public void writable() {
                sizes.add(-conduit[0].size());
            }
        });
        conduit[0].offer(message(1L));
        conduit[0].offer(message(2L));
        conduit[0].poll();
        conduit[0].poll();
        assertEquals(List.of(1, 2, -1, 0), sizes);
    }

    @Test
    void boundIsAPowerOfTwo() {
        assertEquals(Bound.of(1 << 20), Bound.of((2 << 20) - 1));
        assertTrue(Bound.of(Bound.MOST).units() < RingLayout.MOST_UNITS);
    }
}
