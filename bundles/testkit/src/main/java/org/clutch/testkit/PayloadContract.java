package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.clutch.share.Tuple;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All of the closed set crosses, and what a conduit can never carry does it no harm. */
interface PayloadContract extends ContractPart {
    @ParameterizedTest
    @MethodSource("org.clutch.testkit.Payloads#samples")
    default void everyPayloadComesOutEqual(Object payload) {
        Message preloaded = Letter.message(payload, 1);
        Letter.assertIs(preloaded, open(List.of(preloaded)).poll());
        Message taken = Letter.message(payload, 2);
        Message handedBack = Letter.message(payload, 3);
        Conduit conduit = open(2);
        assertEquals(Offer.ACCEPTED, conduit.offer(taken));
        assertEquals(Offer.ACCEPTED, conduit.offer(handedBack));
        Letter.assertIs(taken, conduit.poll());
        List<Message> rest = conduit.retire();
        assertEquals(1, rest.size());
        Letter.assertIs(handedBack, rest.getFirst());
    }

    @Test
    default void referencesAreTheVeryObjects() {
        FakeEndReference end = new FakeEndReference(1, true);
        FakeObjectReference object = new FakeObjectReference(2);
        Conduit conduit = open(List.of(Letter.message(end, 0)));
        conduit.offer(Letter.message(object, 0));
        conduit.offer(Letter.message(Tuple.of(end, Tuple.of(object)), 0));
        assertSame(end, conduit.poll().payload());
        assertSame(object, conduit.poll().payload());
        Tuple tuple = (Tuple) conduit.retire().getFirst().payload();
        assertSame(end, tuple.items().getFirst());
        assertSame(object, ((Tuple) tuple.items().getLast()).items().getFirst());
    }

    @Test
    default void messageWithoutAPayloadIsAMessage() {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(2, List.of(), heard);
        assertEquals(Offer.ACCEPTED, conduit.offer(Letter.message(null, 5)));
        assertEquals(1, conduit.size());
        assertEquals(1, heard.timesReadable());
        Message none = conduit.poll();
        assertNotNull(none);
        assertNull(none.payload());
        assertEquals(5, none.tag());
        assertNull(conduit.poll());
    }

    @Test
    default void payloadsOfAllSizesPassOneAfterTheOther() {
        Random random = new Random(5);
        List<Object> payloads = Payloads.samples().toList();
        Conduit conduit = open(4);
        for (int i = 0; i < Rounds.count() * 10; i++) {
            Message first = Letter.message(payloads.get(random.nextInt(payloads.size())), i);
            Message second = Letter.message(Payloads.bytes(random.nextInt(500)), random.nextLong());
            assertEquals(Offer.ACCEPTED, conduit.offer(first));
            assertEquals(Offer.ACCEPTED, conduit.offer(second));
            Letter.assertIs(first, conduit.poll());
            Letter.assertIs(second, conduit.poll());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1_024, 16_384})
    default void largeMessageIsCarriedOrRefusedForGood(int kibibytes) {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(0, List.of(), heard);
        Message large = Letter.message(Payloads.bytes(kibibytes * 1_024), 9);
        try {
            // Never FULL: nobody would ever make room in a conduit that is empty.
            assertEquals(Offer.ACCEPTED, conduit.offer(large));
        } catch (IllegalArgumentException e) {
            assertUnharmed(conduit, heard);
            return;
        }
        Letter.assertIs(large, conduit.poll());
        assertEquals(1, heard.timesReadable());
    }

    @Test
    default void whatCannotBeCarriedLeavesNothingBehind() {
        for (Object payload : contract().uncarriable()) {
            HeardChanges heard = new HeardChanges();
            Conduit conduit = contract().open(2, List.of(), heard);
            assertThrows(IllegalArgumentException.class, () -> conduit.offer(Letter.message(payload, 0)));
            assertUnharmed(conduit, heard);
            // Another transport may be able to.
            assertEquals(Offer.RETIRED, conduit.offer(Letter.message(payload, 0)));
        }
    }

    @Test
    default void whatCannotBeCarriedIsNotLostWhenItIsPreloaded() {
        for (Object payload : contract().uncarriable()) {
            List<Message> preloaded = List.of(Letter.message("carriable", 0), Letter.message(payload, 0));
            Conduit conduit;
            try {
                conduit = open(preloaded);
            } catch (IllegalArgumentException e) {
                // The messages are still the broker's.
                continue;
            }
            preloaded.forEach(message -> Letter.assertIs(message, conduit.poll()));
        }
    }

    private void assertUnharmed(Conduit conduit, HeardChanges heard) {
        assertEquals(0, conduit.size());
        assertNull(conduit.poll());
        assertEquals(0, heard.timesReadable() + heard.timesWritable(), heard::toString);
        List<Message> messages = Letter.messages(2);
        for (Message message : messages) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
        }
        Letter.assertIs(messages.getFirst(), conduit.poll());
        Letter.assertIs(messages.getLast(), conduit.retire().getFirst());
    }
}
