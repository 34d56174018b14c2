package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bound is exact, whoever comes at the same time. */
interface CapacityContract extends ContractPart {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 100})
    default void boundedConduitIsFullWhenItHasItsCapacity(int capacity) {
        assumeBounded();
        Conduit conduit = open(capacity);
        fill(conduit, Letter.messages(capacity));
        assertEquals(capacity, conduit.size());
        assertEquals(Offer.FULL, conduit.offer(Letter.message("too many", 0)));
        assertEquals(capacity, conduit.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 100})
    default void eachMessageThatIsTakenMakesRoomForOne(int capacity) {
        assumeBounded();
        List<Message> messages = Letter.messages(capacity * 4);
        Conduit conduit = open(capacity);
        fill(conduit, messages.subList(0, capacity));
        for (int next = capacity; next < messages.size(); next++) {
            Message message = messages.get(next);
            assertEquals(Offer.FULL, conduit.offer(message));
            Letter.assertIs(messages.get(next - capacity), conduit.poll());
            // The one that was refused: nothing of it was kept.
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
        }
        assertEquals(capacity, conduit.retire().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    default void capacityOfZeroOrLessIsNoBound(int capacity) {
        Conduit conduit = open(capacity);
        List<Message> messages = Letter.messages(contract().roomWithoutBound());
        fill(conduit, messages);
        assertEquals(messages.size(), conduit.size());
        messages.forEach(message -> Letter.assertIs(message, conduit.poll()));
    }

    @Test
    default void largestCapacityOfAllCanBeOpened() {
        Conduit conduit;
        try {
            conduit = open(Integer.MAX_VALUE);
        } catch (OutOfMemoryError e) {
            // JUnit itself would end at this error.
            throw new AssertionError("a capacity is no more than a wish, and it was reserved: " + e.getMessage(), e);
        }
        fill(conduit, Letter.messages(contract().roomWithoutBound()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    default void preloadedMessagesMayBeMoreThanTheCapacity(int capacity) {
        int excess = 300;
        List<Message> messages = Letter.messages(capacity + excess);
        Conduit conduit = contract().open(capacity, messages, SILENT);
        assertEquals(messages.size(), conduit.size());
        for (int i = 0; i < messages.size(); i++) {
            if (i <= excess && !contract().isRendezvous()) {
                assertEquals(Offer.FULL, conduit.offer(Letter.message("no room yet", 0)));
            }
            Letter.assertIs(messages.get(i), conduit.poll());
        }
        fill(conduit, Letter.messages(capacity));
        if (!contract().isRendezvous()) {
            assertEquals(Offer.FULL, conduit.offer(Letter.message("too many", 0)));
        }
    }

    @Test
    default void rendezvousRefusesNobody() {
        assumeTrue(contract().isRendezvous(), "a transport with a bound");
        fill(open(1), Letter.messages(contract().roomWithoutBound()));
    }

    /** Two senders with four messages each: too many for one capacity, and room for all in the other. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8})
    default void sendersWhoComeAtTheSameTimeFillItExactly(int capacity) throws Exception {
        assumeBounded();
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count(); round++) {
                Conduit conduit = open(capacity);
                Message[] messages = Letter.messages(8).toArray(Message[]::new);
                List<Offer> offers = crew.<List<Offer>>together(List.of(() -> offers(conduit, messages, 0, 4),
                        () -> offers(conduit, messages, 4, 8))).stream().flatMap(List::stream).toList();
                assertEquals(capacity, Collections.frequency(offers, Offer.ACCEPTED));
                assertEquals(8 - capacity, Collections.frequency(offers, Offer.FULL));
                assertEquals(capacity, conduit.retire().size());
            }
        }
    }

    private static List<Offer> offers(Conduit conduit, Message[] messages, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> conduit.offer(messages[i])).toList();
    }

    /** What is in at some moment: at least what was accepted before, less the takes that began before or since. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    default void boundHoldsUnderLoad(int capacity) throws Exception {
        assumeBounded();
        Conduit conduit = open(capacity);
        int letters = Rounds.count() * 10;
        AtomicInteger left = new AtomicInteger(3 * letters);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        Callable<Void> sender = () -> {
            Message message = Letter.message("m", 0);
            for (int sent = 0; sent < letters;) {
                if (conduit.offer(message) == Offer.ACCEPTED) {
                    sent++;
                    int in = accepted.incrementAndGet() - begun.get();
                    assertTrue(in <= capacity, () -> in + " messages are in at least");
                    message = Letter.message("m", sent);
                } else {
                    Crew.pause();
                }
                int size = conduit.size();
                assertTrue(size >= 0 && size <= capacity, () -> "size " + size);
            }
            return null;
        };
        Callable<Void> receiver = () -> {
            while (left.get() > 0) {
                begun.incrementAndGet();
                if (conduit.poll() == null) {
                    begun.decrementAndGet();
                    Crew.pause();
                } else {
                    left.decrementAndGet();
                }
            }
            return null;
        };
        try (Crew crew = Crew.platform()) {
            crew.together(List.of(sender, sender, sender, receiver, receiver));
        }
        assertEquals(0, conduit.size());
    }

    /** Otherwise a sender would be told to wait for a change that has been made. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    default void roomIsFoundAsSoonAsAReceiverHasMadeIt(int capacity) throws Exception {
        assumeBounded();
        Conduit conduit = open(capacity);
        int letters = Rounds.count() * 20;
        AtomicInteger taken = new AtomicInteger();
        Callable<Void> sender = () -> {
            for (int sent = 0; sent < letters;) {
                boolean room = sent - taken.get() < capacity;
                Offer offer = conduit.offer(Letter.message("m", sent));
                if (offer == Offer.ACCEPTED) {
                    sent++;
                } else {
                    assertTrue(!room, "there was room, and a sender was told that there was none");
                    Crew.pause();
                }
            }
            return null;
        };
        Callable<Void> receiver = () -> {
            while (taken.get() < letters) {
                if (conduit.poll() != null) {
                    taken.incrementAndGet();
                } else {
                    Crew.pause();
                }
            }
            return null;
        };
        try (Crew crew = Crew.platform()) {
            crew.together(List.of(sender, receiver, receiver, receiver));
        }
    }

    private void assumeBounded() {
        assumeFalse(contract().isRendezvous(), "a rendezvous has no bound");
    }

    private static void fill(Conduit conduit, List<Message> messages) {
        for (Message message : messages) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
        }
    }
}
