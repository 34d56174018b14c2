package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several messages with one call do what one by one would. */
interface BatchContract extends ContractPart {
    private static Message[] messages(int count) {
        return Letter.messages(count).toArray(Message[]::new);
    }

    /** Offers until nothing more goes in, and gives how many did. */
    private static int offerAll(Conduit conduit, Message[] messages, int from, int to) {
        int next = from;
        for (int some = 1; some > 0 && next < to; next += some) {
            some = conduit.offerMany(messages, next, to);
            assertTrue(some >= 0 && some <= to - next, "of " + (to - next) + " there went in " + some);
        }
        return next - from;
    }

    /** Polls until nothing more comes, and checks that these are the messages. */
    private static void assertAre(Message[] sent, int from, int to, Conduit conduit) {
        Message[] into = new Message[sent.length + 2];
        into[0] = sent[0];
        int next = from;
        for (int some = 1; some > 0; next += some) {
            some = conduit.pollMany(into, 1, into.length);
            for (int i = 0; i < some; i++) {
                Letter.assertIs(sent[next + i], into[1 + i]);
            }
        }
        assertEquals(to, next);
        assertEquals(sent[0], into[0], "what is before the first index");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 90})
    default void severalGoInAndComeOutInOrder(int count) {
        Conduit conduit = open(0);
        Message[] messages = messages(count + 2);
        assertEquals(count, offerAll(conduit, messages, 1, 1 + count));
        assertEquals(count, conduit.size());
        assertAre(messages, 1, 1 + count, conduit);
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
    }

    @Test
    default void severalMixWithSingleOnes() {
        Conduit conduit = open(0);
        Message[] messages = messages(40);
        int sent = 0;
        int taken = 0;
        Message[] into = new Message[3];
        while (taken < messages.length) {
            if (sent < messages.length && conduit.offer(messages[sent]) == Offer.ACCEPTED) {
                sent++;
            }
            sent += offerAll(conduit, messages, sent, Math.min(sent + 3, messages.length));
            Letter.assertIs(messages[taken++], conduit.poll());
            int some = conduit.pollMany(into, 0, Math.min(2, sent - taken));
            for (int i = 0; i < some; i++) {
                Letter.assertIs(messages[taken++], into[i]);
            }
            assertEquals(sent - taken, conduit.size());
        }
    }

    @Test
    default void nothingIsAskedForAndNothingHappens() {
        Conduit conduit = open(0);
        Message[] messages = messages(2);
        assertEquals(0, conduit.offerMany(messages, 1, 1));
        assertEquals(0, conduit.pollMany(messages, 0, 2));
        conduit.offer(Letter.message("m", 0));
        assertEquals(0, conduit.pollMany(messages, 1, 1));
        assertEquals(1, conduit.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    default void noMoreGoInThanThereIsRoomFor(int capacity) {
        assumeFalse(contract().isRendezvous(), "a rendezvous has no bound");
        Conduit conduit = open(capacity);
        Message[] messages = messages(2 * capacity);
        assertEquals(capacity, offerAll(conduit, messages, 0, messages.length));
        assertEquals(capacity, conduit.size());
        assertEquals(Offer.FULL, conduit.offer(messages[capacity]));
        Letter.assertIs(messages[0], conduit.poll());
        assertEquals(1, offerAll(conduit, messages, capacity, messages.length));
        assertAre(messages, 1, capacity + 1, conduit);
    }

    @Test
    default void eachIsHeard() {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(0, List.of(), heard);
        Message[] messages = messages(7);
        assertEquals(7, offerAll(conduit, messages, 0, 7));
        assertEquals(7, heard.timesReadable());
        assertAre(messages, 0, 7, conduit);
        heard.assertWritable(7, contract().isShortOfBytes());
    }

    @Test
    default void retiredConduitTakesAndGivesNone() {
        Conduit conduit = open(0);
        Message[] messages = messages(3);
        assertEquals(3, offerAll(conduit, messages, 0, 3));
        assertEquals(3, conduit.retire().size());
        assertEquals(0, conduit.offerMany(messages, 0, 3));
        assertEquals(0, conduit.pollMany(messages, 0, 3));
    }

    /** Some come with several, others with one. */
    @ParameterizedTest
    @CsvSource({"0,7,5", "3,2,4", "64,16,1", "64,1,16"})
    default void everyMessageOfManyComesOnceAndInOrder(int capacity, int atOnce, int most) throws Exception {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(capacity, List.of(), heard);
        int senders = 2;
        int letters = Rounds.count() * 10;
        AtomicInteger sending = new AtomicInteger(senders);
        List<Callable<List<Letter>>> work = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            work.add(() -> {
                Post.sendMany(conduit, sender, letters, atOnce);
                sending.decrementAndGet();
                return List.of();
            });
        }
        for (int i = 0; i < 2; i++) {
            work.add(() -> Post.receiveMany(conduit, most, () -> sending.get() == 0));
        }
        List<List<Letter>> received;
        try (Crew crew = Crew.platform()) {
            received = crew.together(work);
        }
        Post.check(Collections.nCopies(senders, letters), received, List.of());
        assertEquals(senders * letters, heard.timesReadable());
        heard.assertWritable(senders * letters, contract().isShortOfBytes());
    }
}
