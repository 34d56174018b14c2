package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();

    @Test
    void interpreterIsUsableAgainAfterItUnwound() throws Exception {
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        assertTrue(interpreter.interrupt(LONG));
        running.failure(ExecutionInterruptedException.class);
        assertFalse(interpreter.isRunning());
        interpreter.exec("pass");
        assertEquals(List.of(interpreter), registry.list());
    }

    @Test
    void interruptOfAnIdleInterpreterIsHarmless() {
        assertTrue(interpreter.interrupt(LONG));
        interpreter.exec("pass");
    }

    @Test
    void interpreterThatDoesNotUnwindIsCancelledAndDiscarded() throws Exception {
        state.unwinds = false;
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        assertFalse(interpreter.interrupt(LONG));
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "interrupt", "cancel"), state.calls);
        assertEquals(Optional.empty(), registry.find(1));
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.exec("pass"));
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.interrupt(LONG));
        assertThrows(InterpreterNotFoundException.class, interpreter::close);
    }

    @Test
    void whatSurvivesEvenTheCancelIsAbandonedAndStaysClosedWhenItEnds() throws Exception {
        state.unwinds = false;
        state.cancels = false;
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        assertFalse(interpreter.interrupt(LONG));
        assertFalse(running.isDone());
        state.release();
        running.result();
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.exec("pass"));
    }

    @Test
    void twoThatInterruptAtTheSameTimeDiscardOnce() throws Exception {
        state.unwinds = false;
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        Background<Boolean> other = Background.call(() -> interruptUnlessGone());
        assertFalse(interruptUnlessGone());
        assertFalse(other.result());
        running.failure(ExecutionInterruptedException.class);
        assertEquals(1, state.calls.stream().filter("cancel"::equals).count());
    }

    private boolean interruptUnlessGone() {
        try {
            return interpreter.interrupt(LONG);
        } catch (InterpreterNotFoundException e) {
            return false;
        }
    }

    @Test
    void callerThatWasAboutToEnterIsInterruptedOnceItHas() throws Exception {
        CountDownLatch tooEarly = new CountDownLatch(1);
        state.onInterrupt = tooEarly::countDown;
        Background<Void> late = state.enteringAfter(tooEarly);
        assertTrue(interpreter.interrupt(LONG));
        late.failure(ExecutionInterruptedException.class);
        assertFalse(interpreter.isRunning());
    }

    @Test
    void callerThatNeverEntersIsGivenUp() throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        Background<Void> stuck = Background.run(() -> state.host.running(1, _ -> {
            Background.await(given);
            return null;
        }));
        stuck.parked();
        assertFalse(interpreter.interrupt(Duration.ofNanos(1)));
        assertEquals("cancel", state.calls.getLast());
        assertEquals(List.of(), registry.list());
        given.countDown();
        stuck.result();
    }

    @Test
    void callThatTheInterpreterWaitsForCannotInterruptIt() {
        assertEquals("cannot interrupt interpreter 1 in a call that it waits for",
                state.host.running(1, _ -> assertThrows(InterpreterException.class,
                        () -> interpreter.interrupt(LONG)).getMessage()));
        assertEquals(List.of(), state.calls);
    }

    @Test
    void deadlineMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> interpreter.interrupt(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> interpreter.interrupt(Duration.ofNanos(-1)));
        assertEquals(List.of(), state.calls);
    }
}
