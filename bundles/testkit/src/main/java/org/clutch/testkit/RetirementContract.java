package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A retired conduit has given back what was in it, once, and is of no use any more. */
interface RetirementContract extends ContractPart {
    @Test
    default void conduitThatWasNeverUsedRetires() {
        Conduit conduit = open(0);
        assertEquals(List.of(), conduit.retire());
        assertRetired(conduit);
    }

    @Test
    default void conduitThatWasEmptiedRetires() {
        Conduit conduit = open(1);
        conduit.offer(Letter.message("m", 0));
        conduit.poll();
        assertEquals(List.of(), conduit.retire());
        assertRetired(conduit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    default void restComesBackInOrder(int capacity) {
        List<Message> messages = Letter.messages(5);
        Conduit conduit = contract().open(capacity, messages.subList(0, 2), SILENT);
        messages.subList(2, 4).forEach(conduit::offer);
        Letter.assertIs(messages.getFirst(), conduit.poll());
        conduit.offer(messages.getLast());
        assertAre(messages.subList(1, 5), conduit.retire());
        assertRetired(conduit);
    }

    @Test
    default void messagesBeyondTheCapacityComeBackToo() {
        List<Message> messages = Letter.messages(50);
        Conduit conduit = contract().open(2, messages, SILENT);
        conduit.poll();
        assertAre(messages.subList(1, 50), conduit.retire());
        assertRetired(conduit);
    }

    @Test
    default void largeRestComesBack() {
        Conduit conduit = open(0);
        List<Message> messages = Letter.messages(contract().roomWithoutBound());
        messages.forEach(conduit::offer);
        assertAre(messages, conduit.retire());
    }

    /** As channels do whose transport is replaced again and again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    default void messagesMoveThroughManyConduits(int capacity) {
        List<Message> kept = new ArrayList<>();
        int taken = 0;
        for (int sent = 0; sent < Rounds.count(); sent++) {
            Conduit conduit = contract().open(capacity, kept, SILENT);
            Message message = new Letter(0, sent).message();
            while (conduit.offer(message) != Offer.ACCEPTED) {
                assertEquals(new Letter(0, taken++), Letter.of(conduit.poll()));
            }
            kept = conduit.retire();
            assertEquals(sent + 1 - taken, kept.size());
        }
        for (Message message : kept) {
            assertEquals(new Letter(0, taken++), Letter.of(message));
        }
    }

    private static void assertRetired(Conduit conduit) {
        Message late = Letter.message("late", 0);
        for (int i = 0; i < 3; i++) {
            assertEquals(Offer.RETIRED, conduit.offer(late));
            assertNull(conduit.poll());
            assertEquals(0, conduit.size());
            assertFalse(conduit.withdraw(late));
            assertEquals(List.of(), conduit.retire());
        }
    }

    private static void assertAre(List<Message> sent, List<Message> came) {
        assertEquals(sent.size(), came.size());
        for (int i = 0; i < sent.size(); i++) {
            Letter.assertIs(sent.get(i), came.get(i));
        }
    }
}
