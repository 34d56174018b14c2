package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a rendezvous: a sender whose time is over takes its message back, from wherever it stands, or learns that it is gone. */
interface WithdrawalContract extends ContractPart {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    default void messageIsWithdrawnFromAnywhere(int place) {
        assumeRendezvous();
        List<Message> messages = new ArrayList<>(Letter.messages(5));
        Conduit conduit = open(messages.subList(0, 2));
        messages.subList(2, 5).forEach(conduit::offer);
        Message withdrawn = messages.remove(place);
        assertTrue(conduit.withdraw(withdrawn));
        assertFalse(conduit.withdraw(withdrawn));
        assertEquals(4, conduit.size());
        messages.forEach(message -> assertSame(message, conduit.poll()));
        assertNull(conduit.poll());
    }

    @Test
    default void messageThatWasTakenIsNotWithdrawn() {
        assumeRendezvous();
        List<Message> messages = Letter.messages(2);
        Conduit conduit = open(messages);
        assertSame(messages.getFirst(), conduit.poll());
        assertFalse(conduit.withdraw(messages.getFirst()));
        assertEquals(List.of(messages.getLast()), conduit.retire());
        assertFalse(conduit.withdraw(messages.getLast()));
    }

    @Test
    default void equalMessageIsAnotherOne() {
        assumeRendezvous();
        Message mine = Letter.message("equal", 1);
        Message other = Letter.message("equal", 1);
        Conduit conduit = open(0);
        conduit.offer(mine);
        assertFalse(conduit.withdraw(other));
        conduit.offer(other);
        assertTrue(conduit.withdraw(mine));
        assertSame(other, conduit.poll());
    }

    @Test
    default void withdrawnMessageCanBeOfferedAgain() {
        assumeRendezvous();
        List<Message> messages = Letter.messages(2);
        Conduit conduit = open(messages);
        assertTrue(conduit.withdraw(messages.getFirst()));
        conduit.offer(messages.getFirst());
        assertEquals(List.of(messages.getLast(), messages.getFirst()), conduit.retire());
    }

    @Test
    default void withdrawalIsHeardAsATake() {
        assumeRendezvous();
        HeardChanges heard = new HeardChanges();
        List<Message> messages = Letter.messages(2);
        Conduit conduit = contract().open(0, messages, heard);
        conduit.withdraw(messages.getLast());
        assertEquals(1, heard.timesWritable());
        conduit.withdraw(messages.getLast());
        assertEquals(1, heard.timesWritable());
        assertEquals(0, heard.timesReadable());
    }

    @Test
    default void messageIsEitherTakenOrWithdrawn() throws Exception {
        assumeRendezvous();
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 5; round++) {
                List<Message> messages = Letter.messages(2);
                Message mine = messages.get(round % 2);
                Conduit conduit = open(messages);
                List<Boolean> gone = crew
                        .<Boolean>together(List.of(() -> conduit.withdraw(mine), () -> conduit.poll() == mine));
                boolean stillIn = conduit.retire().contains(mine);
                assertEquals(1, count(gone) + (stillIn ? 1 : 0), "places that the message is in");
            }
        }
    }

    @Test
    default void messageIsEitherWithdrawnOrHandedBack() throws Exception {
        assumeRendezvous();
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 5; round++) {
                Message mine = new Letter(0, 0).message();
                Conduit conduit = open(List.of(mine));
                List<Boolean> gone = crew.<Boolean>together(
                        List.of(() -> conduit.withdraw(mine), () -> conduit.retire().contains(mine)));
                assertEquals(1, count(gone), "places that the message is in");
            }
        }
    }

    /** Senders that give up at once, each second time after somebody else had a chance. */
    @Test
    default void sendersThatGiveUpLoseNothing() throws Exception {
        assumeRendezvous();
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(0, List.of(), heard);
        int tries = Rounds.count() * 20;
        AtomicInteger withdrawn = new AtomicInteger();
        AtomicInteger sending = new AtomicInteger(2);
        Callable<Integer> sender = () -> {
            for (int i = 0; i < tries; i++) {
                Message message = Letter.message(null, i);
                conduit.offer(message);
                if (i % 2 == 0) {
                    Crew.pause();
                }
                if (conduit.withdraw(message)) {
                    withdrawn.incrementAndGet();
                }
            }
            sending.decrementAndGet();
            return 0;
        };
        Callable<Integer> receiver = () -> {
            int taken = 0;
            while (true) {
                boolean last = sending.get() == 0;
                if (conduit.poll() != null) {
                    taken++;
                } else if (last) {
                    return taken;
                } else {
                    Crew.pause();
                }
            }
        };
        try (Crew crew = Crew.platform()) {
            List<Integer> taken = crew.together(List.of(sender, sender, receiver, receiver));
            assertEquals(2 * tries, withdrawn.get() + taken.stream().mapToInt(it -> it).sum());
        }
        assertEquals(0, conduit.size());
        assertEquals(2 * tries, heard.timesReadable());
        assertEquals(2 * tries, heard.timesWritable());
    }

    private void assumeRendezvous() {
        assumeTrue(contract().isRendezvous(), "only a rendezvous is asked to withdraw");
    }

    private static int count(List<Boolean> facts) {
        return (int) facts.stream().filter(fact -> fact).count();
    }
}
