package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several senders and receivers at the same time: each message comes once, in order, and no call misses another. */
interface ContentionContract extends ContractPart {
    /**
     * @param times how many rounds of letters each sender has: the fewer, the more often it waits for room, so that all take
     *            long enough for their threads to meet
     */
    @ParameterizedTest
    @CsvSource({"0,4,4,false,30", "1,3,3,false,10", "2,1,4,false,20", "64,4,1,false,30", "5,4,4,true,5",
            "0,3,3,true,20"})
    default void everyMessageComesOnceAndInOrder(int capacity, int senders, int receivers, boolean virtual, int times)
            throws Exception {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(capacity, List.of(), heard);
        int letters = Rounds.count() * times;
        AtomicInteger sending = new AtomicInteger(senders);
        List<Callable<List<Letter>>> work = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            work.add(() -> {
                Post.sendAll(conduit, sender, letters);
                sending.decrementAndGet();
                return List.of();
            });
        }
        for (int i = 0; i < receivers; i++) {
            work.add(() -> Post.receive(conduit, () -> sending.get() == 0));
        }
        List<List<Letter>> received;
        try (Crew crew = Crew.of(virtual)) {
            received = crew.together(work);
        }
        Post.check(Collections.nCopies(senders, letters), received, List.of());
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
        assertEquals(senders * letters, heard.timesReadable());
        heard.assertWritable(senders * letters, contract().isShortOfBytes());
    }

    /** Two senders take turns, so that all their messages have one order, although two threads make it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    default void orderHoldsFromOneSenderToTheOther(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        int letters = Rounds.count() * 10;
        AtomicInteger turn = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int sender = i;
            work.add(() -> {
                for (int number = sender; number < letters; number += 2) {
                    await(turn, number);
                    offer(conduit, new Letter(0, number).message());
                    turn.set(number + 1);
                }
                return null;
            });
        }
        work.add(() -> {
            for (int number = 0; number < letters; number++) {
                // Not before there are two, one of each sender: of one alone there is no order.
                while (turn.get() < Math.min(number + 2, letters)) {
                    Crew.pause();
                }
                assertEquals(number, take(conduit).number());
            }
            return null;
        });
        try (Crew crew = Crew.platform()) {
            crew.together(work);
        }
    }

    /** Two receivers take turns, while two senders are at it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    default void orderHoldsFromOneReceiverToTheOther(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        int letters = Rounds.count() * 5;
        AtomicInteger turn = new AtomicInteger();
        int[] last = {-1, -1};
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int each = i;
            work.add(() -> {
                Post.sendAll(conduit, each, letters);
                return null;
            });
            work.add(() -> {
                for (int number = each; number < 2 * letters; number += 2) {
                    await(turn, number);
                    Letter letter = take(conduit);
                    assertEquals(++last[letter.sender()], letter.number());
                    turn.set(number + 1);
                }
                return null;
            });
        }
        try (Crew crew = Crew.platform()) {
            crew.together(work);
        }
    }

    /**
     * Otherwise a receiver would wait for a change that has been made, and the message would lie there. The senders keep
     * close to the receiver, which is where one may hide the message of another.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    default void messageIsFoundAsSoonAsItIsAccepted(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        int letters = Rounds.count() * 10;
        int senders = 4;
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            work.add(() -> {
                for (int number = 0; number < letters; number++) {
                    offer(conduit, new Letter(sender, number).message());
                    accepted.incrementAndGet();
                    while (accepted.get() - taken.get() > 1) {
                        Crew.pause();
                    }
                }
                return null;
            });
        }
        work.add(() -> {
            while (taken.get() < senders * letters) {
                boolean there = taken.get() < accepted.get();
                if (conduit.poll() != null) {
                    taken.incrementAndGet();
                } else {
                    assertFalse(there, "a message was accepted, and a receiver was told that there is none");
                    Crew.pause();
                }
            }
            return null;
        });
        try (Crew crew = Crew.platform()) {
            crew.together(work);
        }
    }

    /** Fields that are neither volatile nor guarded, in the sender's own memory and behind the payload. */
    @Test
    default void whatTheSenderWroteBeforeIsSeen() throws Exception {
        int letters = Rounds.count() * 100;
        int[] notes = new int[letters];
        Conduit conduit = open(8);
        Callable<Void> sender = () -> {
            for (int number = 0; number < letters; number++) {
                notes[number] = ~number;
                offer(conduit, Letter.message(new FakeEndReference(number, true), 0));
            }
            return null;
        };
        Callable<Void> receiver = () -> {
            for (int number = 0; number < letters; number++) {
                FakeEndReference end = (FakeEndReference) poll(conduit).payload();
                assertEquals(number, end.channel());
                assertEquals(~number, notes[number]);
            }
            return null;
        };
        try (Crew crew = Crew.platform()) {
            crew.together(List.of(sender, receiver));
        }
    }

    @Test
    default void oneOfManyReceiversGetsTheLastMessage() throws Exception {
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 2; round++) {
                Conduit conduit = open(List.of(new Letter(0, round).message()));
                List<Message> taken = crew.together(Collections.nCopies(3, () -> conduit.poll()));
                assertEquals(1, taken.stream().filter(Objects::nonNull).count());
                assertEquals(0, conduit.size());
            }
        }
    }

    private static void await(AtomicInteger turn, int number) {
        while (turn.get() != number) {
            Crew.pause();
        }
    }

    private static void offer(Conduit conduit, Message message) {
        while (conduit.offer(message) != Conduit.Offer.ACCEPTED) {
            Crew.pause();
        }
    }

    private static Letter take(Conduit conduit) {
        return Letter.of(poll(conduit));
    }

    private static Message poll(Conduit conduit) {
        Message message = conduit.poll();
        while (message == null) {
            Crew.pause();
            message = conduit.poll();
        }
        return message;
    }
}
