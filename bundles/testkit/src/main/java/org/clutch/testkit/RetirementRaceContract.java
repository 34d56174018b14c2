package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A conduit is retired while others are at work in it. Each message is in exactly one place afterwards: with a receiver, in
 * what was handed back, or still with its sender, who was refused.
 */
interface RetirementRaceContract extends ContractPart {
    /** How many messages senders keep in a conduit that is to be replaced. */
    int BACKLOG = 40;

    /** Three senders and two receivers at full speed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    default void everyMessageIsInExactlyOnePlace(int capacity) throws Exception {
        Random random = new Random(capacity);
        try (Crew crew = Crew.platform(); Crew virtual = Crew.virtual()) {
            for (int round = 0; round < Rounds.count() / 2 + 1; round++) {
                retireUnderLoad(capacity, random.nextInt(500), round % 4 == 0 ? virtual : crew);
            }
        }
    }

    private void retireUnderLoad(int capacity, int polls, Crew crew) throws Exception {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(capacity, List.of(), heard);
        AtomicBoolean retired = new AtomicBoolean();
        List<Future<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int sender = i;
            senders.add(crew.start(() -> Post.send(conduit, sender, 20_000)));
        }
        List<Future<List<Letter>>> receivers = Collections.nCopies(2, null).stream()
                .map(_ -> crew.start(() -> Post.receive(conduit, retired::get))).toList();
        while (heard.timesWritable() < polls && !senders.stream().allMatch(Future::isDone)) {
            Crew.pause();
        }
        List<Letter> handedBack = Letter.of(conduit.retire());
        assertNull(conduit.poll());
        assertEquals(Offer.RETIRED, conduit.offer(Letter.message("late", 0)));
        assertEquals(0, conduit.size());
        retired.set(true);

        List<Integer> accepted = new ArrayList<>();
        for (Future<Integer> sender : senders) {
            accepted.add(sender.get());
        }
        List<List<Letter>> received = new ArrayList<>();
        for (Future<List<Letter>> receiver : receivers) {
            received.add(receiver.get());
        }
        Post.check(accepted, received, handedBack);
        assertEquals(accepted.stream().mapToInt(it -> it).sum(), heard.timesReadable());
        heard.assertWritable(received.stream().mapToInt(List::size).sum(), contract().isShortOfBytes());
        assertTrue(capacity == 0 || contract().isRendezvous() || handedBack.size() <= capacity,
                () -> handedBack.size() + " messages were in");
    }

    /** A sender that saw a live conduit, and then stalled, must not publish into one that has been emptied. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    default void offerIsEitherHandedBackOrRefused(int senders) throws Exception {
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 3; round++) {
                Conduit conduit = open(0);
                List<Callable<List<Message>>> work = new ArrayList<>();
                work.add(conduit::retire);
                for (int i = 0; i < senders; i++) {
                    Message message = new Letter(i, 0).message();
                    work.add(() -> conduit.offer(message) == Offer.ACCEPTED ? List.of(message) : List.of());
                }
                List<List<Message>> results = crew.together(work);
                List<Integer> accepted = results.stream().skip(1).map(List::size).toList();
                Post.check(accepted, List.of(), Letter.of(results.getFirst()));
                assertEquals(List.of(), conduit.retire());
                assertEquals(0, conduit.size());
            }
        }
    }

    @Test
    default void messageIsEitherTakenOrHandedBack() throws Exception {
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 3; round++) {
                List<Message> messages = Letter.messages(2);
                Conduit conduit = open(messages);
                Callable<List<Message>> receiver = () -> of(conduit.poll());
                List<List<Letter>> places = crew.<List<Message>>together(List.of(conduit::retire, receiver, receiver))
                        .stream().map(Letter::of).toList();
                Post.check(List.of(2), places.subList(1, 3), places.getFirst());
            }
        }
    }

    @Test
    default void ofTwoRetirementsOneGetsTheMessages() throws Exception {
        try (Crew crew = Crew.platform()) {
            for (int round = 0; round < Rounds.count() * 3; round++) {
                List<Message> messages = Letter.messages(5);
                Conduit conduit = open(messages);
                Callable<List<Message>> retirement = () -> {
                    List<Message> rest = conduit.retire();
                    // Also of the one that comes second.
                    assertNull(conduit.poll());
                    assertEquals(Offer.RETIRED, conduit.offer(Letter.message("late", 0)));
                    return rest;
                };
                List<List<Message>> lists = crew.together(Collections.nCopies(2, retirement));
                List<Message> all = lists.getFirst().isEmpty() ? lists.getLast() : lists.getFirst();
                assertEquals(5, lists.getFirst().size() + lists.getLast().size());
                Post.check(List.of(5), List.of(), Letter.of(all));
            }
        }
    }

    /** What the broker does when a transport is replaced: each conduit starts with what the last one gave back. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    default void nothingIsLostWhenConduitsAreReplacedUnderLoad(int capacity) throws Exception {
        int senders = 3;
        AtomicReference<Conduit> place = new AtomicReference<>(open(capacity));
        AtomicInteger swaps = new AtomicInteger(Rounds.count());
        AtomicInteger sending = new AtomicInteger(senders);
        AtomicInteger taken = new AtomicInteger();
        List<Callable<List<Letter>>> work = new ArrayList<>();
        List<Integer> accepted = new ArrayList<>(Collections.nCopies(senders, 0));
        for (int i = 0; i < senders; i++) {
            int sender = i;
            work.add(() -> {
                int sent = 0;
                while (swaps.get() > 0) {
                    sent += sendMore(place.get(), sender, sent);
                }
                accepted.set(sender, sent);
                sending.decrementAndGet();
                return List.of();
            });
        }
        work.addAll(Collections.nCopies(2, () -> receiveFrom(place, () -> sending.get() == 0, taken)));
        work.add(() -> {
            while (swaps.get() > 0) {
                int before = taken.get();
                while (taken.get() < before + 10) {
                    Crew.pause();
                }
                Conduit old = place.getAndSet(null);
                place.set(contract().open(capacity, old.retire(), SILENT));
                swaps.decrementAndGet();
            }
            return List.of();
        });
        try (Crew crew = Crew.platform()) {
            List<List<Letter>> received = crew.together(work);
            Post.check(accepted, received, List.of());
        }
        assertEquals(0, place.get().size());
    }

    /** Sends some letters to the conduit of the moment, which may be none. Gives how many it took. */
    private static int sendMore(Conduit conduit, int sender, int number) {
        int sent = 0;
        while (conduit != null && conduit.size() < BACKLOG
                && conduit.offer(new Letter(sender, number + sent).message()) == Offer.ACCEPTED) {
            sent++;
        }
        Crew.pause();
        return sent;
    }

    /** Receives from the conduit of the moment until it is over and there is none any more. */
    private static List<Letter> receiveFrom(AtomicReference<Conduit> place, BooleanSupplier over, AtomicInteger taken) {
        List<Letter> received = new ArrayList<>();
        while (true) {
            boolean last = over.getAsBoolean();
            Conduit conduit = place.get();
            Message message = conduit == null ? null : conduit.poll();
            if (message != null) {
                received.add(Letter.of(message));
                taken.incrementAndGet();
                if (!last) {
                    // Slower than the senders, so that there is something to move.
                    Crew.pause();
                }
            } else if (last && conduit != null && conduit == place.get()) {
                return received;
            } else {
                Crew.pause();
            }
        }
    }

    private static List<Message> of(Message message) {
        return message == null ? List.of() : List.of(message);
    }
}
