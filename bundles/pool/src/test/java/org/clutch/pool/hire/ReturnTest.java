package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.clutch.interpreter.ExceptionSnapshot;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterRunningException;
import org.clutch.interpreter.LimitExceededException;
import org.clutch.pool.Lease;
import org.clutch.share.NotShareableException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an interpreter that comes back. */
@Timeout(60)
class ReturnTest extends PoolFixture {
    private static ExecutionFailedException raised(String type) {
        return new ExecutionFailedException(new ExceptionSnapshot(type, type, "builtins", "", type, ""));
    }

    static List<RuntimeException> breaking() {
        return List.of(new ExecutionInterruptedException("interrupted"), new LimitExceededException("too long"),
                raised("MemoryError"), new InterpreterException("the engine failed", new IllegalStateException()));
    }

    static List<RuntimeException> harmless() {
        return List.of(raised("ValueError"), new NotShareableException("a lambda"),
                new InterpreterRunningException("already running"), new InterpreterException("the result is no int"));
    }

    private long idAfter(RuntimeException e) throws Exception {
        start("max", 1);
        try (Lease lease = pool.lease()) {
            interpreters.onCall = _ -> {
                throw e;
            };
            assertThrows(e.getClass(), () -> lease.interpreter().call("f", 1));
        }
        try (Lease lease = pool.lease()) {
            return lease.interpreter().id();
        }
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void brokenOneIsReplaced(RuntimeException e) throws Exception {
        assertEquals(2, idAfter(e));
        assertEquals(1, pool.statistics().broken());
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void soundOneIsKept(RuntimeException e) throws Exception {
        assertEquals(1, idAfter(e));
        assertEquals(0, pool.statistics().broken());
    }

    @Test
    void oneThatRunsIsReplaced() throws Exception {
        start("max", 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        interpreters.onCall = it -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return it;
        };
        Lease lease = pool.lease();
        Interpreter interpreter = lease.interpreter();
        Background<Object> running = Background.call(() -> interpreter.call("f", 1));
        inside.await();
        lease.close();
        go.countDown();
        running.result();
        try (Lease next = pool.lease()) {
            assertEquals(2, next.interpreter().id());
        }
    }

    private static Thread waiting(CountDownLatch end) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private long idAfterThread(CountDownLatch end, boolean ends) throws Exception {
        try (Lease _ = pool.lease()) {
            interpreters.made.getFirst().threads.add(waiting(end));
            if (ends) {
                end.countDown();
            }
        }
        try (Lease lease = pool.lease()) {
            return lease.interpreter().id();
        }
    }

    @Test
    void threadOnItsWayOutDoesNotBreakIt() throws Exception {
        start("max", 1);
        assertEquals(1, idAfterThread(new CountDownLatch(1), true));
    }

    @Test
    void threadThatStaysBreaksIt() throws Exception {
        start("max", 1);
        assertEquals(2, idAfterThread(new CountDownLatch(1), false));
        assertEquals(1, pool.statistics().broken());
    }

    @Test
    void leaseGoesBackOnceAndIsOfNoUseAfterwards() throws Exception {
        start("max", 1);
        Lease lease = pool.lease();
        Interpreter interpreter = lease.interpreter();
        lease.close();
        try (Lease next = pool.lease()) {
            lease.close();
            assertThrows(IllegalStateException.class, lease::interpreter);
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> interpreter.exec("pass"));
            assertEquals("this lease of interpreter 1 in pool 'test' is closed: hire another", e.getMessage());
            assertEquals(1, pool.statistics().onLoan());
            assertEquals("x", next.interpreter().call("f", "x"));
        }
    }

    @Test
    void seatOfOneThatTakesLongToEndIsNotGivenAway() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        interpreters.onClose = () -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        start("max", 1, "reset", "fresh");
        pool.lease().close();
        Background<Lease> next = Background.call(() -> pool.lease()).parked();
        until(() -> pool.statistics().waiting() == 1);
        assertEquals(1, interpreters.made.size());
        go.countDown();
        next.result().close();
        assertEquals(2, interpreters.made.size());
    }

    @Test
    void freshGivesEachLeaseAnother() throws Exception {
        start("max", 2, "reset", "fresh");
        List<Long> ids = Stream.of(1, 2, 3).map(_ -> pool.submit(Interpreter::id).join()).toList();
        assertEquals(List.of(1L, 2L, 3L), ids);
        assertTrue(interpreters.made.stream().allMatch(each -> each.spec.name().startsWith("test-")));
    }
}
