package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Senders and receivers are at work when somebody retires the conduit. Each message is in exactly one place afterwards: with
 * a receiver, in what was handed back, or still with its sender, who was refused. Of one sender the receivers have the
 * oldest, then comes what was handed back, then what was refused.
 */
@Timeout(120)
class RetirementRaceTest {
    private static final int SENDERS = 3;
    private static final int RECEIVERS = 2;
    private static final int MESSAGES = 2_000;

    private final AtomicInteger readable = new AtomicInteger();
    private final AtomicInteger writable = new AtomicInteger();
    private final ConduitListener listener = new ConduitListener() {
        @Override
        public void readable() {
            readable.incrementAndGet();
        }

        @Override
        public void writable() {
            writable.incrementAndGet();
        }
    };

    private record Letter(int sender, int number) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 5_000})
    void everyMessageIsInExactlyOnePlace(int capacity) throws Exception {
        for (int round = 0; round < 100; round++) {
            race(capacity, 1 + round * 17);
        }
    }

    /**
     * @param polls how many the first receiver makes before it retires the conduit
     */
    private void race(int capacity, int polls) throws Exception {
        readable.set(0);
        writable.set(0);
        Conduit conduit = new QueueConduit(capacity, List.of(), listener, -2 * 500);
        CountDownLatch retired = new CountDownLatch(1);
        List<FutureTask<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(start(() -> sendUntilRefused(conduit, sender)));
        }
        List<FutureTask<List<Letter>>> receivers = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(start(() -> receiveUntil(retired, conduit)));
        }
        List<Letter> taken = new ArrayList<>();
        while (taken.size() < polls && !senders.stream().allMatch(FutureTask::isDone)) {
            receive(conduit, taken);
            if (writable.get() >= polls || Thread.interrupted()) {
                break;
            }
        }
        List<Letter> handedBack = letters(conduit.retire());
        retired.countDown();
        assertNull(conduit.poll());
        assertEquals(List.of(), conduit.retire());

        for (FutureTask<List<Letter>> receiver : receivers) {
            taken.addAll(receiver.get());
        }
        int accepted = 0;
        for (int sender = 0; sender < SENDERS; sender++) {
            int of = sender;
            int sent = senders.get(sender).get();
            accepted += sent;
            List<Integer> places = new ArrayList<>(numbers(taken, of).stream().sorted().toList());
            places.addAll(numbers(handedBack, of));
            for (int number = 0; number < sent; number++) {
                assertEquals(number, places.get(number));
            }
            assertEquals(sent, places.size());
        }
        assertEquals(accepted, readable.get());
        assertEquals(taken.size(), writable.get());
        assertTrue(capacity == 0 || handedBack.size() <= capacity);
    }

    /** Gives how many were accepted. */
    private static int sendUntilRefused(Conduit conduit, int sender) {
        int number = 0;
        while (number < MESSAGES) {
            Offer offer = conduit.offer(Message.of(new Letter(sender, number), 0));
            if (offer == Offer.RETIRED) {
                break;
            } else if (offer == Offer.ACCEPTED) {
                number++;
            } else {
                Thread.yield();
            }
        }
        return number;
    }

    private static List<Letter> receiveUntil(CountDownLatch retired, Conduit conduit) {
        List<Letter> taken = new ArrayList<>();
        while (retired.getCount() > 0) {
            receive(conduit, taken);
        }
        return taken;
    }

    private static void receive(Conduit conduit, List<Letter> taken) {
        Message message = conduit.poll();
        if (message != null) {
            taken.add((Letter) message.payload());
        } else {
            Thread.yield();
        }
    }

    private static List<Letter> letters(List<Message> messages) {
        return messages.stream().map(message -> (Letter) message.payload()).toList();
    }

    private static List<Integer> numbers(List<Letter> letters, int sender) {
        return letters.stream().filter(letter -> letter.sender() == sender).map(Letter::number).toList();
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
