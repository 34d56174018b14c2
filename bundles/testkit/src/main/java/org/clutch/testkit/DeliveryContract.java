package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, as it was and in order. */
interface DeliveryContract extends ContractPart {
    @Test
    default void newConduitIsEmpty() {
        Conduit conduit = open(0);
        assertEquals(0, conduit.size());
        assertNull(conduit.poll());
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
    }

    @Test
    default void messagesComeInTheOrderInWhichTheyWereAccepted() {
        List<Message> messages = Letter.messages(100);
        Conduit conduit = open(0);
        for (Message message : messages) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
        }
        for (int left = messages.size(); left > 0; left--) {
            assertEquals(left, conduit.size());
            Letter.assertIs(messages.get(messages.size() - left), conduit.poll());
        }
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
    }

    @Test
    default void messageThatWasTakenDoesNotComeAgain() {
        Conduit conduit = open(1);
        for (Message message : Letter.messages(1_000)) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
            Letter.assertIs(message, conduit.poll());
            assertNull(conduit.poll());
            assertEquals(0, conduit.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 1L << 32, 0x0123456789ABCDEFL,
            0xFEDCBA9876543210L})
    default void tagComesOutWithAllItsBits(long tag) {
        Conduit conduit = open(List.of(Letter.message("preloaded", tag)));
        conduit.offer(Letter.message("taken", tag));
        conduit.offer(Letter.message("handed back", tag));
        assertEquals(tag, conduit.poll().tag());
        assertEquals(tag, conduit.poll().tag());
        assertEquals(tag, conduit.retire().getFirst().tag());
    }

    @Test
    default void equalMessagesAreTwoMessages() {
        Conduit conduit = open(0);
        Message first = Letter.message("equal", 1);
        Message second = Letter.message("equal", 1);
        conduit.offer(first);
        conduit.offer(second);
        assertEquals(2, conduit.size());
        Message one = conduit.poll();
        Message other = conduit.poll();
        Letter.assertIs(first, one);
        Letter.assertIs(second, other);
        assertNotSame(one, other);
        assertNull(conduit.poll());
    }

    @Test
    default void preloadedMessagesComeFirst() {
        List<Message> messages = Letter.messages(6);
        Conduit conduit = open(messages.subList(0, 3));
        assertEquals(3, conduit.size());
        messages.subList(3, 6).forEach(conduit::offer);
        assertEquals(6, conduit.size());
        for (Message message : messages) {
            Letter.assertIs(message, conduit.poll());
        }
        assertNull(conduit.poll());
    }

    @Test
    default void listOfPreloadedMessagesIsTheCallersOwn() {
        List<Message> messages = Letter.messages(2);
        List<Message> preloaded = new ArrayList<>(messages);
        Conduit conduit = open(preloaded);
        preloaded.removeFirst();
        conduit.poll();
        assertEquals(1, preloaded.size());
        preloaded.clear();
        assertEquals(1, conduit.size());
        Letter.assertIs(messages.get(1), conduit.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 64})
    default void randomCallsDoWhatAQueueDoes(int capacity) {
        for (int round = 0; round < Rounds.count() / 10 + 1; round++) {
            new ModelRun(contract(), capacity, round).run(500);
        }
    }

    @Test
    default void callerThatIsInterruptedIsServedAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        Conduit conduit = open(List.of(Letter.message("preloaded", 0)));
        assertEquals(Offer.ACCEPTED, conduit.offer(Letter.message("m", 0)));
        assertEquals(2, conduit.size());
        assertEquals("preloaded", conduit.poll().payload());
        assertEquals(1, conduit.retire().size());
        assertEquals(Offer.RETIRED, conduit.offer(Letter.message("late", 0)));
        assertTrue(Thread.interrupted(), "the conduit has cleared the interrupt status of its caller");
    }
}
