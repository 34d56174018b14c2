package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many callers at once fill a conduit until it is full and empty it until it is empty: not one message more or less. */
@Timeout(120)
class ContendedCapacityTest {
    private static final int THREADS = 4;

    private final AtomicInteger readable = new AtomicInteger();
    private final AtomicInteger writable = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1,0,500", "3,0,500", "16,0,500", "16,40,500", "5000,0,20", "5,5000,20"})
    void fullAndEmptyAreExact(int capacity, int preloaded, int rounds) throws Exception {
        List<Message> before = new ArrayList<>();
        for (int i = 0; i < preloaded; i++) {
            before.add(Message.of(i, 0));
        }
        Conduit conduit = new QueueConduit(capacity, before, new ConduitListener() {
            @Override
            public void readable() {
                readable.incrementAndGet();
            }

            @Override
            public void writable() {
                writable.incrementAndGet();
            }
        }, -2 * 5_000);
        assertEquals(preloaded, untilFalse(() -> conduit.poll() != null));
        for (int round = 0; round < rounds; round++) {
            assertEquals(capacity, untilFalse(() -> conduit.offer(Message.of("m", 0)) == Offer.ACCEPTED));
            assertEquals(capacity, conduit.size());
            assertEquals(capacity, untilFalse(() -> conduit.poll() != null));
            assertEquals(0, conduit.size());
        }
        assertEquals(rounds * capacity, readable.get());
        assertEquals(preloaded + rounds * capacity, writable.get());
    }

    /** Lets each thread act until it fails, and counts the successes of all. */
    private static int untilFalse(BooleanSupplier action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            FutureTask<Integer> task = new FutureTask<>(() -> {
                start.await();
                int successes = 0;
                while (action.getAsBoolean()) {
                    successes++;
                }
                return successes;
            });
            tasks.add(task);
            Thread.ofPlatform().daemon().start(task);
        }
        int sum = 0;
        for (FutureTask<Integer> task : tasks) {
            sum += task.get();
        }
        return sum;
    }
}
