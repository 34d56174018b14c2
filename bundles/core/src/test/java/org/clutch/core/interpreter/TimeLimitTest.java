package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.clutch.engine.InterpreterState;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.LimitExceededException;
import org.clutch.interpreter.Limits;
import org.clutch.testkit.Background;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String TOO_LONG = "interpreter 1 ran longer than its time limit of 1 ms";

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    /** Open once an alarm rings. */
    private final CountDownLatch ringing = new CountDownLatch(1);
    /** Lets the alarm go on. */
    private final CountDownLatch proceed = new CountDownLatch(1);

    private Interpreter limited(Duration time) {
        return registry.create(InterpreterSpec.DEFAULT.withLimits(new Limits(0, time)));
    }

    /** Holds the first interrupt up until the test lets it proceed. */
    private void holdUpTheAlarm() {
        engine.last().onInterrupt = () -> {
            engine.last().onInterrupt = () -> {};
            ringing.countDown();
            Background.await(proceed);
        };
    }

    /** Runs something under the limit of interpreter 1. */
    private <T> T run(Function<InterpreterState, T> action) {
        return engine.state(1).host.running(1, action);
    }

    @Test
    void runThatEndsInTimeIsLeftAlone() {
        Interpreter interpreter = limited(LONG);
        interpreter.exec("pass");
        assertEquals(List.of(), interpreter.call("f"));
        assertThrows(ExecutionFailedException.class, () -> interpreter.exec("raise"));
        assertEquals(List.of("exec pass", "call f", "exec raise"), engine.last().calls);
    }

    @Test
    void runThatTakesTooLongIsInterruptedAndTheNextOneRuns() {
        Interpreter interpreter = limited(SHORT);
        assertEquals(TOO_LONG,
                assertThrows(LimitExceededException.class, () -> interpreter.exec("block")).getMessage());
        assertEquals(TOO_LONG,
                assertThrows(LimitExceededException.class, () -> interpreter.call("block")).getMessage());
        assertFalse(interpreter.isRunning());
        run(_ -> null);
        assertFalse(engine.last().calls.contains("cancel"));
    }

    @Test
    void messageHasTheNameAndALimitBelowAMillisecond() {
        Interpreter interpreter = registry.create(
                new InterpreterSpec("nest").withLimits(new Limits(0, Duration.ofNanos(1_500))));
        assertEquals("interpreter 1 'nest' ran longer than its time limit of 1500 ns",
                assertThrows(LimitExceededException.class, () -> interpreter.exec("block")).getMessage());
    }

    @Test
    void alarmThatRingsBeforeTheRunHasGotInsideRingsAgain() throws Exception {
        limited(SHORT);
        CountDownLatch tooEarly = new CountDownLatch(1);
        engine.last().onInterrupt = tooEarly::countDown;
        assertThrows(LimitExceededException.class, () -> run(entered -> {
            Background.await(tooEarly);
            entered.exec("block");
            return null;
        }));
    }

    @Test
    void stateThatDoesNotUnwindIsDiscarded() {
        Interpreter interpreter = limited(SHORT);
        engine.last().unwinds = false;
        assertEquals(TOO_LONG,
                assertThrows(LimitExceededException.class, () -> interpreter.exec("block")).getMessage());
        assertEquals("cancel", engine.last().calls.getLast());
        assertEquals(Optional.empty(), registry.find(1));
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.exec("pass"));
    }

    @Test
    void runThatEndsWhileItsAlarmRingsKeepsItsResultAndTheAlarmHitsNoOther() throws Exception {
        Interpreter interpreter = limited(SHORT);
        holdUpTheAlarm();
        Background<String> run = Background.call(() -> run(_ -> {
            Background.await(ringing);
            return "in the nick of time";
        })).parked();
        Background.await(ringing);
        run.parked();
        assertTrue(interpreter.isRunning());
        assertThrows(InterpreterException.class, () -> interpreter.exec("pass"));
        proceed.countDown();
        assertEquals("in the nick of time", run.result());
        assertFalse(interpreter.isRunning());
    }

    @Test
    void exceptionOfARunThatEndsWhileItsAlarmRingsIsItsOwn() throws Exception {
        limited(SHORT);
        holdUpTheAlarm();
        Background<Void> run = Background.call(() -> run(entered -> {
            Background.await(ringing);
            entered.exec("raise");
            return null;
        }));
        Background.await(ringing);
        proceed.countDown();
        assertEquals("boom", run.failure(ExecutionFailedException.class).snapshot().message());
    }

    @Test
    void otherLimitIsToldAsItIs() {
        limited(LONG);
        LimitExceededException statements = new LimitExceededException("beyond its limit of 10 statements");
        assertSame(statements, assertThrows(LimitExceededException.class, () -> run(_ -> {
            throw statements;
        })));
    }

    @Test
    void interruptOfSomebodyElseIsNoExceededLimit() throws Exception {
        Interpreter interpreter = limited(LONG);
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        engine.last().blocking.await();
        assertTrue(interpreter.interrupt(LONG));
        assertEquals(ExecutionInterruptedException.class,
                running.failure(ExecutionInterruptedException.class).getClass());
    }

    @Test
    void closeWhileTheAlarmRingsEndsTheStateInOrderOnceTheRunHasLeft() throws Exception {
        Interpreter interpreter = limited(SHORT);
        holdUpTheAlarm();
        Background<Void> running = Background.run(() -> interpreter.exec("block"));
        Background.await(ringing);
        engine.last().blocking.await();
        Background<Void> closer = Background.run(() -> interpreter.close(LONG)).parked();
        assertEquals(List.of(), registry.list());
        proceed.countDown();
        closer.result();
        running.failure(LimitExceededException.class);
        assertEquals("close", engine.last().calls.getLast());
        assertFalse(engine.last().calls.contains("cancel"));
    }

    @Test
    void alarmThatFindsTheInterpreterClosedGivesUp() throws Exception {
        Interpreter interpreter = limited(SHORT);
        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<Background<Void>> closer = new CompletableFuture<>();
        CompletableFuture<Thread> alarm = new CompletableFuture<>();
        engine.last().onInterrupt = () -> {
            engine.last().onInterrupt = closing::countDown;
            closer.complete(Background.run(() -> interpreter.close(LONG)));
            Background.await(closing);
            alarm.complete(Thread.currentThread());
        };
        assertEquals(List.of(), CapturedLog.during("org.clutch.core", () -> run(_ -> {
            Ending.joins(alarm.join());
            return null;
        })));
        closer.get().result();
        assertEquals(List.of("interrupt", "close"), engine.last().calls.stream().distinct().toList());
    }

    @Test
    void alarmThatCannotInterruptIsLogged() throws Exception {
        limited(SHORT);
        engine.last().onInterrupt = () -> {
            ringing.countDown();
            throw new IllegalStateException("the context is closed");
        };
        assertEquals(List.of("WARNING interpreter 1 went beyond its time limit and could not be interrupted"),
                CapturedLog.during("org.clutch.core", () -> run(_ -> {
                    Background.await(ringing);
                    return null;
                })));
    }

    @Test
    void limitOfARunThatHasEndedHoldsNothing() {
        WeakReference<Interpreter> interpreter = new WeakReference<>(limited(LONG));
        interpreter.get().exec("pass");
        interpreter.get().close();
        while (interpreter.get() != null) {
            System.gc();
            Background.pause();
        }
        assertEquals(List.of("exec pass", "close"), engine.last().calls);
    }

    @Test
    void limitBeyondAllReckoningIsNone() {
        limited(Duration.ofSeconds(Long.MAX_VALUE)).exec("pass");
        assertEquals(List.of("exec pass"), engine.last().calls);
    }
}
