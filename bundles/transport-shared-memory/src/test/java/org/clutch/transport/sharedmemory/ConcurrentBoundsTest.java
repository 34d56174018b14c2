package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody may see, however many are at work: emptiness with something in, fullness with room, more than the capacity. */
@Timeout(120)
class ConcurrentBoundsTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 30_000;
    private static final ConduitListener NOBODY = new ConduitListener() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private static Conduit open(int capacity) {
        return new SharedMemoryConduit(capacity, Bound.of(Bound.DEFAULT), List.of(), NOBODY);
    }

    /** Each thread puts one in before it takes one out, so there is always one for it. */
    @ParameterizedTest
    @ValueSource(ints = {0, THREADS})
    void whoeverHasPutOneInFindsOne(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        inAllThreads(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(Offer.ACCEPTED, conduit.offer(Message.of(1L, 0)));
                assertNotNull(conduit.poll());
            }
            return null;
        });
        assertEquals(0, conduit.size());
    }

    /** Each thread takes one out before it puts one in, so there is always room for it. */
    @ParameterizedTest
    @ValueSource(ints = {THREADS, 100})
    void whoeverHasTakenOneOutFindsRoom(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        for (int i = 0; i < capacity; i++) {
            assertEquals(Offer.ACCEPTED, conduit.offer(Message.of(1L, 0)));
        }
        inAllThreads(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Message message = conduit.poll();
                assertNotNull(message);
                assertEquals(Offer.ACCEPTED, conduit.offer(message));
            }
            return null;
        });
        assertEquals(capacity, conduit.size());
        assertEquals(Offer.FULL, conduit.offer(Message.of(1L, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void thereAreNeverMoreThanTheCapacity(int capacity) throws Exception {
        Conduit conduit = open(capacity);
        AtomicInteger inside = new AtomicInteger();
        inAllThreads(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                if (conduit.offer(Message.of(1L, 0)) == Offer.ACCEPTED) {
                    // Counted after it went in and before it went out: at most what there is.
                    assertTrue(inside.incrementAndGet() <= capacity);
                    int size = conduit.size();
                    assertTrue(size >= 0 && size <= capacity, () -> "size " + size);
                    inside.decrementAndGet();
                    assertNotNull(conduit.poll());
                }
            }
            return null;
        });
        assertEquals(0, conduit.size());
    }

    private static void inAllThreads(Callable<Void> work) throws Exception {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            FutureTask<Void> task = new FutureTask<>(work);
            tasks.add(task);
            Thread.ofPlatform().daemon().start(task);
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
    }
}
