package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.share.Bytes;
import org.clutch.share.ObjectReference;
import org.clutch.share.Tuple;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Senders and receivers are at work on rings that go around, grow and are full, when somebody retires the conduit. Each
 * message is in exactly one place afterwards, whole: with a receiver, in what was handed back, or still with its sender, who
 * was refused. Of one sender each receiver has the messages in order, all receivers have the oldest, then comes what was
 * handed back, then what was refused.
 */
@Timeout(300)
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

    /** What identifies a letter, beside the rest of it, which follows from this. */
    private record Letter(int sender, int number) implements ObjectReference {
        @Override
        public long owner() {
            return sender;
        }

        Message sealed(int largest) {
            Random random = new Random(31L * number + sender);
            byte[] content = new byte[random.nextInt(1 + random.nextInt(largest))];
            random.nextBytes(content);
            Bytes bytes = Bytes.copyOf(content);
            // Small ones without references, too.
            Object payload = number % 3 == 0
                    ? Tuple.of(sender, number)
                    : number % 3 == 1 ? Tuple.of(sender, number, bytes) : Tuple.of(sender, number, bytes, this);
            return Message.of(payload, number);
        }

        static Letter opened(Message message, int largest) {
            List<Object> items = ((Tuple) message.payload()).items();
            Letter letter = new Letter(((Long) items.get(0)).intValue(), ((Long) items.get(1)).intValue());
            assertEquals(letter.sealed(largest).payload(), message.payload());
            assertEquals(letter.number, message.tag());
            return letter;
        }
    }

    @ParameterizedTest
    @CsvSource({
            // Nothing but the ring itself bounds it: it grows.
            "0, 268435456, 40", "0, 268435456, 3000",
            // Slots and units go around.
            "1, 268435456, 40", "16, 268435456, 3000",
            // Full in bytes, nearly always.
            "0, 65536, 30000", "16, 65536, 30000"})
    void everyMessageIsInExactlyOnePlace(int capacity, int ringBytes, int largest) throws Exception {
        for (int round = 0; round < 25; round++) {
            race(capacity, Bound.of(ringBytes), largest, 1 + round * 67);
        }
    }

    /**
     * @param polls how many the first receiver makes before it retires the conduit
     */
    private void race(int capacity, Bound bound, int largest, int polls) throws Exception {
        readable.set(0);
        writable.set(0);
        Conduit conduit = new SharedMemoryConduit(capacity, bound, List.of(), listener);
        CountDownLatch retired = new CountDownLatch(1);
        List<FutureTask<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(start(() -> sendUntilRefused(conduit, sender, largest)));
        }
        List<FutureTask<List<Letter>>> receivers = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(start(() -> receiveUntil(retired, conduit, largest)));
        }
        List<Letter> taken = new ArrayList<>();
        while (taken.size() < polls && !senders.stream().allMatch(FutureTask::isDone)) {
            receive(conduit, taken, largest);
        }
        List<Letter> handedBack = conduit.retire().stream().map(message -> Letter.opened(message, largest)).toList();
        retired.countDown();
        assertNull(conduit.poll());
        assertEquals(List.of(), conduit.retire());

        assertInOrder(taken);
        for (FutureTask<List<Letter>> receiver : receivers) {
            assertInOrder(receiver.get());
            taken.addAll(receiver.get());
        }
        int accepted = 0;
        for (int sender = 0; sender < SENDERS; sender++) {
            int sent = senders.get(sender).get();
            accepted += sent;
            List<Integer> places = new ArrayList<>(numbers(taken, sender).stream().sorted().toList());
            places.addAll(numbers(handedBack, sender));
            for (int number = 0; number < sent; number++) {
                assertEquals(number, places.get(number));
            }
            assertEquals(sent, places.size());
        }
        assertEquals(accepted, readable.get());
        assertTrue(writable.get() >= taken.size());
        assertTrue(capacity == 0 || handedBack.size() <= capacity);
    }

    private static void assertInOrder(List<Letter> letters) {
        for (int sender = 0; sender < SENDERS; sender++) {
            List<Integer> numbers = numbers(letters, sender);
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
    }

    /** Gives how many were accepted. */
    private static int sendUntilRefused(Conduit conduit, int sender, int largest) {
        int number = 0;
        while (number < MESSAGES) {
            Message message = new Letter(sender, number).sealed(largest);
            Offer offer = conduit.offer(message);
            while (offer == Offer.FULL) {
                Thread.yield();
                offer = conduit.offer(message);
            }
            if (offer == Offer.RETIRED) {
                break;
            }
            number++;
        }
        return number;
    }

    private static List<Letter> receiveUntil(CountDownLatch retired, Conduit conduit, int largest) {
        List<Letter> taken = new ArrayList<>();
        while (retired.getCount() > 0) {
            receive(conduit, taken, largest);
        }
        return taken;
    }

    private static void receive(Conduit conduit, List<Letter> taken, int largest) {
        Message message = conduit.poll();
        if (message != null) {
            taken.add(Letter.opened(message, largest));
        } else {
            Thread.yield();
        }
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
