package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
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
class LockedQueueConduitTest {
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
        assertInstanceOf(LockedQueueConduit.class, conduit);
        assertEquals(1, conduit.size());
        assertEquals(Offer.FULL, conduit.offer(Message.of("m", 0)));
    }

    @Test
    void messageWithoutAPayloadIsAMessage() {
        Conduit conduit = open(0);
        Message none = Message.of(null, 0);
        conduit.offer(none);
        assertSame(none, conduit.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
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
    }

    @Test
    void preloadedMessagesComeFirstAndMayBeMoreThanTheCapacity() {
        List<Message> preloaded = messages(3);
        Conduit conduit = new LockedQueueConduit(1, preloaded, listener);
        assertEquals(3, conduit.size());
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
        Conduit conduit = new LockedQueueConduit(0, messages.subList(0, 2), listener);
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
    void listenerIsCalledAfterTheChangeAndWithoutTheLock() {
        List<Integer> sizes = new ArrayList<>();
        CompletableFuture<Conduit> opened = new CompletableFuture<>();
        ConduitListener asking = new ConduitListener() {
            @Override
            public void readable() {
                // In another thread, for the lock is reentrant.
                sizes.add(CompletableFuture.supplyAsync(() -> opened.join().size()).join());
            }

            @Override
            public void writable() {
                readable();
            }
        };
        Conduit conduit = new LockedQueueConduit(0, List.of(), asking);
        opened.complete(conduit);
        conduit.offer(Message.of("m", 0));
        conduit.poll();
        assertEquals(List.of(1, 0), sizes);
    }

    @Test
    void listIsTheCallersOwn() {
        List<Message> preloaded = new ArrayList<>(messages(1));
        Conduit conduit = new LockedQueueConduit(0, preloaded, listener);
        preloaded.clear();
        assertFalse(conduit.retire().isEmpty());
    }

    private Conduit open(int capacity) {
        return new LockedQueueConduit(capacity, List.of(), listener);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(it -> Message.of(it, 0)).toList();
    }
}
