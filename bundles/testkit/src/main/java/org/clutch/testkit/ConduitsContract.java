package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;

/** The conduits of one transport know nothing of each other. */
interface ConduitsContract extends ContractPart {
    @Test
    default void conduitsKeepTheirMessagesApart() {
        Random random = new Random(3);
        List<Conduit> conduits = IntStream.range(0, 50).mapToObj(_ -> open(0)).toList();
        int[] sent = new int[conduits.size()];
        int[] taken = new int[conduits.size()];
        for (int i = 0; i < Rounds.count() * 50; i++) {
            int which = random.nextInt(sent.length);
            Conduit conduit = conduits.get(which);
            if (sent[which] - taken[which] < 10 && random.nextBoolean()) {
                assertEquals(Offer.ACCEPTED, conduit.offer(new Letter(which, sent[which]++).message()));
            } else if (taken[which] < sent[which]) {
                assertEquals(new Letter(which, taken[which]++), Letter.of(conduit.poll()));
            } else {
                assertNull(conduit.poll());
            }
            assertEquals(sent[which] - taken[which], conduit.size());
        }
    }

    @Test
    default void retirementOfOneLeavesTheOthers() {
        List<Message> messages = Letter.messages(3);
        Conduit first = open(messages.subList(0, 2));
        Conduit second = open(messages.subList(2, 3));
        assertEquals(2, first.retire().size());
        Conduit third = open(2);
        assertEquals(1, second.size());
        assertEquals(Offer.ACCEPTED, third.offer(Letter.message("m", 0)));
        assertEquals(Offer.RETIRED, first.offer(Letter.message("late", 0)));
        Letter.assertIs(messages.get(2), second.poll());
        assertEquals("m", third.poll().payload());
    }

    @Test
    default void changesOfOneAreHeardByItsOwnListener() {
        HeardChanges first = new HeardChanges();
        HeardChanges second = new HeardChanges();
        Conduit conduit = contract().open(0, List.of(), first);
        contract().open(0, List.of(), second);
        conduit.offer(Letter.message("m", 0));
        conduit.poll();
        assertEquals(2, first.timesReadable() + first.timesWritable());
        assertEquals(0, second.timesReadable() + second.timesWritable());
    }

    @Test
    default void manyAreOpenedUsedAndRetiredAtTheSameTime() throws Exception {
        Callable<Void> user = () -> {
            for (int round = 0; round < Rounds.count() * 5; round++) {
                List<Message> messages = Letter.messages(3);
                Conduit conduit = contract().open(4, messages.subList(0, 1), SILENT);
                // For the others to come in between, in spite of how short this is.
                Crew.pause();
                messages.subList(1, 3).forEach(message -> assertEquals(Offer.ACCEPTED, conduit.offer(message)));
                Letter.assertIs(messages.getFirst(), conduit.poll());
                List<Message> rest = new ArrayList<>(conduit.retire());
                assertEquals(2, rest.size());
                Letter.assertIs(messages.get(1), rest.get(0));
                Letter.assertIs(messages.get(2), rest.get(1));
            }
            return null;
        };
        try (Crew crew = Crew.platform()) {
            crew.together(Collections.nCopies(3, user));
        }
    }
}
