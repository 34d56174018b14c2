package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
class ClosingTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();

    @Test
    void everyMethodButNameAndIdSaysNotFoundAfterClose() {
        interpreter.close();
        assertGone(interpreter);
        assertEquals(1, interpreter.id());
        assertEquals("interpreter-1", interpreter.name());
        assertEquals("interpreter 1", interpreter.toString());
        assertEquals(List.of("close"), state.calls);
    }

    @Test
    void everyMethodSaysNotFoundAfterCloseWithADeadlineToo() {
        interpreter.close(LONG);
        assertGone(interpreter);
        assertEquals(List.of("close"), state.calls);
    }

    private static void assertGone(Interpreter interpreter) {
        Stream.<Executable>of(() -> interpreter.exec("pass"), () -> interpreter.call("f"),
                () -> interpreter.prepareMain(Map.of()), interpreter::isRunning, () -> interpreter.interrupt(LONG),
                interpreter::close, () -> interpreter.close(LONG)).forEach(
                        method -> assertEquals(
                                "unrecognized interpreter ID " + interpreter.id(),
                                assertThrows(InterpreterNotFoundException.class, method).getMessage()));
    }

    @Test
    void ofManyThatCloseAtTheSameTimeOneDoes() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<Boolean>> closers = Stream.generate(() -> Background.call(() -> {
            start.await();
            try {
                interpreter.close();
                return true;
            } catch (InterpreterNotFoundException e) {
                return false;
            }
        })).limit(8).toList();
        start.countDown();
        int closed = 0;
        for (Background<Boolean> closer : closers) {
            closed += closer.result() ? 1 : 0;
        }
        assertEquals(1, closed);
        assertEquals(List.of("close"), state.calls);
    }

    @Test
    void interpreterIsNotListedAnyMoreWhileItsEndIsUnderWay() throws Exception {
        state.onClose = state::block;
        Background<Void> closer = Background.run(interpreter::close);
        state.blocking.await();
        assertEquals(List.of(), registry.list());
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
        state.release();
        closer.result();
        assertEquals(List.of("close"), state.calls);
    }

    @Test
    void closeWithADeadlineInterruptsWhatRunsAndThenEndsInOrder() throws Exception {
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        interpreter.close(LONG);
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "interrupt", "close"), state.calls);
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
    }

    @Test
    void closeWithADeadlineCancelsWhatDoesNotUnwind() throws Exception {
        state.unwinds = false;
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        interpreter.close(LONG);
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "interrupt", "cancel"), state.calls);
    }

    @Test
    void closeWithADeadlineCancelsAnEndThatHangs() throws Exception {
        state.onClose = state::block;
        interpreter.close(Duration.ofMillis(20));
        state.cancelling.await();
        assertEquals(List.of(), registry.list());
    }

    @Test
    void closeWithNoTimeAtAllInterruptsCodeAndEndsTheState() throws Exception {
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        interpreter.close(Duration.ZERO);
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of(), registry.list());
    }

    @Test
    void negativeDeadlineIsRefusedAndHarmsNothing() {
        assertThrows(IllegalArgumentException.class, () -> interpreter.close(Duration.ofNanos(-1)));
        assertFalse(interpreter.isRunning());
    }

    @Test
    void cancelThatHangsHoldsUpNeitherTheCloserNorAnotherInterpreter() throws Exception {
        state.unwinds = false;
        state.cancels = false;
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        Background<Void> closer = Background.run(() -> interpreter.close(Duration.ofMillis(1)));
        state.cancelling.await();
        registry.create().exec("pass");
        closer.result();
        assertFalse(running.isDone());
        state.release();
        running.result();
    }

    @Test
    void interruptedThreadThatClosesKeepsItsInterruptAndTheEndIsInOrder() throws Exception {
        Background<Boolean> closer = Background.call(() -> {
            Thread.currentThread().interrupt();
            interpreter.close(LONG);
            return Thread.interrupted();
        });
        assertTrue(closer.result());
        assertEquals(List.of("close"), state.calls);
    }

    @Test
    void mainCannotBeClosedAndHarmsNothing() {
        Interpreter main = registry.main();
        assertThrows(InterpreterException.class, main::close);
        assertThrows(InterpreterException.class, () -> main.close(LONG));
        assertTrue(main.isRunning());
        assertEquals(List.of(), engine.state(0).calls);
    }

    @Test
    void closeThatFailsIsFollowedByACancelThatFreesTheState() {
        state.onClose = () -> {
            throw new IllegalStateException("atexit failed");
        };
        interpreter.close(LONG);
        assertEquals(List.of("close", "cancel"), state.calls);
    }

    @Test
    void closeWithADeadlineDoesNotEndTheStateInOrderWhileACallerIsAboutToEnterIt() throws Exception {
        CountDownLatch atTheGate = new CountDownLatch(1);
        CountDownLatch enter = new CountDownLatch(1);
        Background<Void> late = Background.run(() -> state.host.running(1, entered -> {
            atTheGate.countDown();
            Background.await(enter);
            entered.exec("late");
            return null;
        }));
        atTheGate.await();
        interpreter.close(Duration.ofMillis(100));
        enter.countDown();
        late.result();
        assertEquals(List.of("interrupt", "cancel", "exec late"), state.calls.stream().distinct().toList());
    }

    @Test
    void closeWithADeadlineReachesACallerThatWasAboutToEnter() throws Exception {
        CountDownLatch tooEarly = new CountDownLatch(1);
        state.onInterrupt = tooEarly::countDown;
        Background<Void> late = state.enteringAfter(tooEarly);
        interpreter.close(LONG);
        late.failure(ExecutionInterruptedException.class);
        assertEquals("close", state.calls.getLast());
    }

    @Test
    void callThatTheInterpreterWaitsForCannotCloseIt() {
        String message = state.host.running(1, _ -> assertThrows(InterpreterException.class,
                () -> interpreter.close(LONG)).getMessage());
        assertEquals("cannot close interpreter 1 in a call that it waits for", message);
        assertEquals("interpreter 1 running", state.host.running(1, _ -> assertThrows(InterpreterException.class,
                interpreter::close).getMessage()));
        state.inside = Set.of(Thread.currentThread());
        assertEquals(message, assertThrows(InterpreterException.class, interpreter::close).getMessage());
        state.inside = Set.of();
        interpreter.close();
        assertEquals(List.of("close"), state.calls);
    }
}
