package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.testkit.Background;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that leaves a state which cannot be used any more, as a hard exit does. */
@Timeout(60)
class UnusableTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();

    private void assertGone() {
        assertEquals(List.of(), registry.list());
        assertEquals(Optional.empty(), registry.find(1));
        assertThrows(InterpreterNotFoundException.class, () -> registry.registered(1));
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.exec("pass"));
        assertThrows(InterpreterNotFoundException.class, interpreter::close);
    }

    @Test
    void interpreterEndsWithTheRunAndItsCallerHearsWhy() throws Exception {
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        state.cancel();
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "cancel", "cancel"), state.calls);
        assertGone();
    }

    @Test
    void resultOfTheRunIsNotLost() {
        assertEquals("result", state.host.running(1, _ -> {
            state.usable = false;
            return "result";
        }));
        assertGone();
    }

    @Test
    void exceptionOfTheRunIsNotLost() {
        assertThrows(ExecutionFailedException.class, () -> state.host.running(1, entered -> {
            state.usable = false;
            entered.exec("raise");
            return null;
        }));
        assertGone();
    }

    @Test
    void usableStateIsNeverCancelled() {
        interpreter.exec("pass");
        assertThrows(ExecutionFailedException.class, () -> interpreter.exec("raise"));
        assertEquals(List.of("exec pass", "exec raise"), state.calls);
        assertEquals(List.of(interpreter), registry.list());
    }

    @Test
    void whoClosesAlreadyEndsItAndNobodyElse() throws Exception {
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        state.onInterrupt = () -> state.usable = false;
        interpreter.close(LONG);
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "interrupt", "close"), state.calls);
        assertGone();
    }

    @Test
    void callInAnotherThreadThatMakesItUnusableEndsItAtTheNextRun() {
        state.host.entered(FakeObject.of(1), _ -> {
            state.usable = false;
            return null;
        });
        assertEquals(List.of(interpreter), registry.list());
        interpreter.exec("last");
        assertGone();
    }

    @Test
    void whatCannotEvenBeCancelledIsAbandonedAndItsCallerGoesOn() throws Exception {
        List<String> log = CapturedLog.during("org.clutch.core", () -> state.host.running(1, _ -> {
            state.usable = false;
            state.cancels = false;
            return null;
        }));
        assertEquals(List.of("WARNING interpreter 1 runs code that cannot be stopped; it is abandoned"), log);
        assertGone();
        state.release();
    }

    @Test
    void otherInterpretersNeverNotice() {
        Interpreter other = registry.create();
        state.host.running(1, _ -> {
            state.usable = false;
            return null;
        });
        other.exec("pass");
        assertEquals(List.of(other), registry.list());
        assertFalse(other.isRunning());
    }
}
