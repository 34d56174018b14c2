package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;

/** The listener hears of each change once, when it has been made, and may do in its call what it likes. */
interface ListenerContract extends ContractPart {
    /** A listener that does the same with its conduit whatever it hears. */
    final class Acting implements ConduitListener {
        private final Consumer<Conduit> action;
        private volatile Conduit conduit;

        Acting(Consumer<Conduit> action) {
            this.action = action;
        }

        Conduit hear(Conduit opened) {
            conduit = opened;
            return opened;
        }

        @Override
        public void readable() {
            action.accept(conduit);
        }

        @Override
        public void writable() {
            action.accept(conduit);
        }
    }

    private Conduit open(int capacity, List<Message> preloaded, Consumer<Conduit> action) {
        Acting listener = new Acting(action);
        return listener.hear(contract().open(capacity, preloaded, listener));
    }

    @Test
    default void messageIsHeardOnceWhenAcceptedAndOnceWhenTaken() {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(0, List.of(), heard);
        List<Message> messages = Letter.messages(20);
        for (int i = 0; i < messages.size(); i++) {
            conduit.offer(messages.get(i));
            assertEquals(i + 1, heard.timesReadable());
        }
        assertEquals(0, heard.timesWritable());
        for (int i = 0; i < messages.size(); i++) {
            conduit.poll();
            assertEquals(i + 1, heard.timesWritable());
        }
        assertEquals(messages.size(), heard.timesReadable());
    }

    @Test
    default void nothingElseIsHeard() {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(1, List.of(), heard);
        conduit.poll();
        conduit.size();
        conduit.withdraw(Letter.message("never offered", 0));
        assertHeard(0, 0, heard);
        conduit.offer(Letter.message("m", 0));
        assertHeard(1, 0, heard);
        if (!contract().isRendezvous()) {
            conduit.offer(Letter.message("too many", 0));
        }
        assertHeard(1, 0, heard);
        conduit.retire();
        conduit.offer(Letter.message("late", 0));
        conduit.poll();
        conduit.retire();
        assertHeard(1, 0, heard);
    }

    @Test
    default void preloadedMessagesAreHeardOnlyWhenTaken() {
        HeardChanges heard = new HeardChanges();
        Conduit conduit = contract().open(1, Letter.messages(2), heard);
        assertHeard(0, 0, heard);
        conduit.poll();
        assertHeard(0, 1, heard);
        conduit.poll();
        assertHeard(0, 2, heard);
    }

    @Test
    default void changeIsHeardInTheThreadThatMadeItAndAfterwards() {
        List<Integer> sizes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        Conduit conduit = open(2, List.of(), it -> {
            sizes.add(it.size());
            threads.add(Thread.currentThread());
        });
        conduit.offer(Letter.message("m", 0));
        conduit.offer(Letter.message("n", 0));
        conduit.poll();
        conduit.poll();
        assertEquals(List.of(1, 2, 1, 0), sizes);
        threads.forEach(thread -> assertSame(Thread.currentThread(), thread));
    }

    @Test
    default void receiverThatHearsFindsTheMessage() {
        List<Object> found = new ArrayList<>();
        CompletableFuture<Conduit> opened = new CompletableFuture<>();
        ConduitListener receiving = new ConduitListener() {
            @Override
            public void readable() {
                found.add(opened.join().poll().payload());
            }

            @Override
            public void writable() {}
        };
        Conduit conduit = contract().open(1, List.of(), receiving);
        opened.complete(conduit);
        for (long number = 0; number < 10; number++) {
            assertEquals(Offer.ACCEPTED, conduit.offer(Letter.message(number, 0)));
            assertEquals(List.of(number), found);
            found.clear();
        }
    }

    @Test
    default void senderThatHearsFindsTheRoom() {
        assumeFalse(contract().isRendezvous(), "a rendezvous has no bound");
        List<Offer> offers = new ArrayList<>();
        CompletableFuture<Conduit> opened = new CompletableFuture<>();
        ConduitListener sending = new ConduitListener() {
            @Override
            public void readable() {}

            @Override
            public void writable() {
                offers.add(opened.join().offer(Letter.message("next", 0)));
            }
        };
        Conduit conduit = contract().open(2, Letter.messages(2), sending);
        opened.complete(conduit);
        for (int i = 0; i < 10; i++) {
            conduit.poll();
            assertEquals(List.of(Offer.ACCEPTED), offers);
            offers.clear();
        }
    }

    /** In another thread, since a lock would let in the one that has it. */
    @Test
    default void noLockIsHeldWhileTheListenerHears() throws Exception {
        try (Crew crew = Crew.platform()) {
            List<Consumer<Conduit>> calls = List.of(Conduit::size, Conduit::poll,
                    it -> it.withdraw(Letter.message("never offered", 0)), Conduit::retire);
            for (Consumer<Conduit> call : calls) {
                // Deep enough for the test: a poll in the call would be heard again.
                ThreadLocal<Boolean> within = new ThreadLocal<>();
                Conduit conduit = open(0, Letter.messages(2), it -> {
                    if (within.get() == null) {
                        elsewhere(crew, within, () -> call.accept(it));
                    }
                });
                conduit.offer(Letter.message("m", 0));
                conduit.poll();
                conduit.retire();
            }
        }
    }

    private static void elsewhere(Crew crew, ThreadLocal<Boolean> within, Runnable call) {
        try {
            crew.start(() -> {
                within.set(true);
                call.run();
                within.remove();
                return null;
            }).get();
        } catch (Exception e) {
            throw new AssertionError("a call failed that was made while the listener was called", e);
        }
    }

    /** The broker gives up what a retirement does not hand back in time, and wakes others in the listener's calls. */
    @Test
    default void callerInItsListenerHoldsUpNobody() throws Exception {
        CountDownLatch hearing = new CountDownLatch(2);
        CountDownLatch retired = new CountDownLatch(1);
        Conduit conduit = open(0, Letter.messages(2), _ -> {
            hearing.countDown();
            try {
                retired.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the race is over", e);
            }
        });
        try (Crew crew = Crew.platform()) {
            Future<Offer> sender = crew.start(() -> conduit.offer(Letter.message("sent", 0)));
            Future<Message> receiver = crew.start(conduit::poll);
            hearing.await();
            assertEquals(2, conduit.size());
            List<Message> rest = conduit.retire();
            assertEquals(2, rest.size());
            assertEquals("sent", rest.getLast().payload());
            retired.countDown();
            assertEquals(Offer.ACCEPTED, sender.get());
            assertEquals(new Letter(0, 0), Letter.of(receiver.get()));
        }
    }

    private static void assertHeard(int readable, int writable, HeardChanges heard) {
        assertEquals(readable, heard.timesReadable(), heard::toString);
        assertEquals(writable, heard.timesWritable(), heard::toString);
    }
}
