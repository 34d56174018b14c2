package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterRunningException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
class OneAtATimeTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();

    @Test
    void everythingElseIsRefusedWhileSomethingRunsAndTheFirstGoesOn() throws Exception {
        Background<Object> first = Background.call(() -> interpreter.call("block", 1));
        state.blocking.await();
        assertTrue(interpreter.isRunning());
        refused("interpreter 1 already running", () -> interpreter.exec("pass"));
        refused("interpreter 1 already running", () -> interpreter.call("f"));
        refused("interpreter 1 already running", () -> interpreter.prepareMain(Map.of("x", 1)));
        refused("interpreter 1 already running", () -> state.host.running(1, _ -> null));
        refused("interpreter 1 running", interpreter::close);
        assertTrue(interpreter.isRunning());
        assertEquals(List.of(interpreter), registry.list());
        state.release();
        assertEquals(List.of(1L), first.result());
        assertEquals(List.of("call block"), state.calls);
    }

    @Test
    void interpreterIsIdleAgainAfterASuccessAndAfterAFailure() {
        assertFalse(interpreter.isRunning());
        interpreter.exec("pass");
        assertFalse(interpreter.isRunning());
        assertEquals("E: boom", assertThrows(ExecutionFailedException.class, () -> interpreter.exec("raise")).snapshot()
                .formatted());
        assertFalse(interpreter.isRunning());
        assertThrows(ExecutionFailedException.class, () -> interpreter.call("raise"));
        assertEquals(List.of(), interpreter.call("f"));
    }

    @Test
    void interpreterThatRunsDoesNotHoldUpAnother() throws Exception {
        Background<Void> first = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        Interpreter other = registry.create();
        other.exec("pass");
        assertFalse(other.isRunning());
        other.close();
        state.release();
        assertNull(first.result());
    }

    @Test
    void codeCannotEnterItsOwnInterpreterAgainNorCloseIt() {
        state.host.running(1, entered -> {
            refused("interpreter 1 already running", () -> interpreter.exec("pass"));
            refused("interpreter 1 running", interpreter::close);
            entered.exec("pass");
            return null;
        });
        assertEquals(List.of("exec pass"), state.calls);
        assertFalse(interpreter.isRunning());
    }

    @Test
    void gateOfTheHostHandsOutTheStateAndTheResult() {
        Interpreter other = registry.create();
        assertEquals(List.of(), state.host.<Object>running(2, entered -> entered.call("f", List.of())));
        assertEquals(List.of("call f"), engine.state(2).calls);
        assertThrows(ExecutionFailedException.class, () -> state.host.running(2, entered -> {
            entered.exec("raise");
            return null;
        }));
        assertFalse(other.isRunning());
        assertThrows(InterpreterNotFoundException.class, () -> state.host.running(99, _ -> null));
    }

    @Test
    void ofManyThatEnterAtTheSameTimeNoTwoAreInside() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        List<Background<Integer>> callers = Stream.generate(() -> Background.call(() -> {
            start.await();
            int entered = 0;
            for (int i = 0; i < 5_000; i++) {
                try {
                    state.host.running(1, _ -> {
                        assertEquals(1, inside.incrementAndGet());
                        return inside.decrementAndGet();
                    });
                    entered++;
                } catch (InterpreterRunningException e) {
                    assertEquals("interpreter 1 already running", e.getMessage());
                }
            }
            return entered;
        })).limit(4).toList();
        start.countDown();
        int entered = 0;
        for (Background<Integer> caller : callers) {
            entered += caller.result();
        }
        assertTrue(entered > 0);
        assertFalse(interpreter.isRunning());
    }

    private static void refused(String message, Executable action) {
        InterpreterRunningException refusal = assertThrows(InterpreterRunningException.class, action);
        assertEquals(InterpreterRunningException.class, refusal.getClass());
        assertEquals(message, refusal.getMessage());
    }
}
