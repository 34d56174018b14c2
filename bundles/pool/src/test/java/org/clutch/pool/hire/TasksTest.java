package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks: results, failures, cancellation, and the end of the pool under them. */
@Timeout(60)
class TasksTest extends PoolFixture {
    private final CountDownLatch go = new CountDownLatch(1);

    /** What waits for the test if it is asked to. */
    private UnaryOperator<Object> waitingFor(Object which) {
        return it -> {
            if (it.equals(which)) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return it;
        };
    }

    @Test
    void resultsComeInTheOrderOfTheItems() throws Exception {
        start("max", 3);
        assertEquals(List.of(1, 2, 3, 4), pool.map("f", List.of(1, 2, 3, 4)).get());
        assertEquals(List.of(), pool.map("f", List.of()).get());
        assertEquals(Arrays.asList((Object) null), pool.map("f", Arrays.asList((Object) null)).get());
    }

    @Test
    void failureEndsAMapAndWhatHasNotBegunNeverDoes() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        UnaryOperator<Object> second = waitingFor(2);
        interpreters.onCall = it -> {
            calls.incrementAndGet();
            if (it.equals(1)) {
                throw new IllegalArgumentException("one");
            }
            return second.apply(it);
        };
        start("max", 1);
        CompletableFuture<List<Object>> all = pool.map("f", IntStream.range(0, 10_000).boxed().toList());
        go.countDown();
        ExecutionException e = assertThrows(ExecutionException.class, all::get);
        assertEquals("one", e.getCause().getMessage());
        assertTrue(calls.get() <= 3, calls::toString);
    }

    @Test
    void cancelledTaskNeverBeginsAndOneAtWorkCannotBeCancelled() throws Exception {
        interpreters.onCall = waitingFor("slow");
        start("max", 1);
        CompletableFuture<Object> slow = pool.submit("f", "slow");
        until(() -> pool.statistics().onLoan() == 1);
        AtomicInteger begun = new AtomicInteger();
        CompletableFuture<Integer> next = pool.submit(_ -> begun.incrementAndGet());
        assertTrue(next.cancel(true));
        go.countDown();
        assertEquals("slow", slow.get());
        assertFalse(slow.cancel(true));
        assertEquals("x", pool.submit("f", "x").get());
        assertEquals(0, begun.get());
    }

    @Test
    void interpreterIsBackWhenTheFutureCompletes() throws Exception {
        start("max", 1);
        for (int i = 0; i < 1000; i++) {
            pool.submit("f", i).get();
            pool.lease(Duration.ZERO).close();
        }
        assertEquals(1, interpreters.made.size());
    }

    @Test
    void endWaitsForWhatWasTakenOn() throws Exception {
        interpreters.onCall = waitingFor("slow");
        start("max", 1);
        CompletableFuture<Object> slow = pool.submit("f", "slow");
        List<CompletableFuture<Object>> more = IntStream.range(0, 10).mapToObj(i -> pool.submit("f", i)).toList();
        Background<Void> stop = Background.run(() -> pool.stop(Duration.ofSeconds(50)));
        until(this::refuses);
        go.countDown();
        stop.result();
        assertEquals("slow", slow.get());
        assertEquals(9, more.getLast().get());
        assertEquals(0, interpreters.open());
        pool = null;
    }

    private boolean refuses() {
        try {
            pool.submit("f", 1);
            return false;
        } catch (PoolClosedException e) {
            return true;
        }
    }

    @Test
    void endWaitsForLeasesToo() throws Exception {
        start("max", 2);
        Lease lease = pool.lease();
        Background<Void> stop = Background.run(() -> pool.stop(Duration.ofSeconds(50)));
        until(this::refuses);
        assertEquals("x", lease.interpreter().call("f", "x"));
        assertFalse(stop.isDone());
        lease.close();
        stop.result();
        assertEquals(0, interpreters.open());
        pool = null;
    }

    @Test
    void deadlineCancelsAndSaysWhy() throws Exception {
        interpreters.onCall = waitingFor("slow");
        interpreters.onClose = go::countDown;
        start("max", 1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> slow = pool.submit(it -> {
            begun.countDown();
            it.call("f", "slow");
            // The fake does not end code; the next call finds that it is closed.
            until(() -> interpreters.open() == 0);
            return it.call("f", "more");
        });
        CompletableFuture<Object> never = pool.submit("f", 1);
        begun.await();
        pool.stop(Duration.ofMillis(10));
        assertEquals("pool 'test' was stopped while interpreter 1 was at work", reason(slow));
        assertEquals("pool 'test' was stopped, before the task began", reason(never));
        pool = null;
    }

    private static String reason(CompletableFuture<?> task) {
        ExecutionException e = assertThrows(ExecutionException.class, task::get);
        return assertInstanceOf(PoolClosedException.class, e.getCause()).getMessage();
    }
}
