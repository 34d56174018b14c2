package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.clutch.engine.Host;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way into an interpreter that does not claim it: what proxies go by. */
@Timeout(60)
class EnteredTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter interpreter = registry.create();
    private final FakeState state = engine.last();
    private final Host host = state.host;

    @Test
    void actionGetsTheStateAndItsResultComesBack() {
        assertEquals(List.of(1L), host.<Object>entered(FakeObject.of(1), entered -> entered.call("f", List.of(1L))));
        assertEquals(List.of("call f"), state.calls);
        assertThrows(ExecutionFailedException.class,
                () -> host.entered(FakeObject.of(1), entered -> entered.call("raise", List.of())));
        assertEquals(List.of(), interpreter.call("f"));
    }

    @Test
    void mainIsEnteredToo() {
        registry.main();
        host.entered(FakeObject.of(0), entered -> entered.call("f", List.of()));
        assertEquals(List.of("call f"), engine.last().calls);
    }

    @Test
    void runningInterpreterIsEnteredAndRunsOn() throws Exception {
        Background<Void> run = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        host.entered(FakeObject.of(1), entered -> entered.call("f", List.of()));
        assertTrue(interpreter.isRunning());
        state.release();
        assertNull(run.result());
        assertEquals(List.of("exec block", "call f"), state.calls);
    }

    @Test
    void enteredInterpreterIsStillIdle() {
        host.entered(FakeObject.of(1), _ -> {
            assertFalse(interpreter.isRunning());
            interpreter.exec("pass");
            return host.entered(FakeObject.of(1), entered -> entered.call("f", List.of()));
        });
        assertEquals(List.of("exec pass", "call f"), state.calls);
    }

    @Test
    void closeDoesNotWaitForWhoIsInside() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        Background<Object> entered = Background.call(() -> host.entered(FakeObject.of(1), open -> {
            inside.countDown();
            return open.call("block", List.of());
        }));
        inside.await();
        state.blocking.await();
        interpreter.close();
        state.cancel();
        entered.failure(ExecutionInterruptedException.class);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThrows(InterpreterNotFoundException.class, () -> host.entered(FakeObject.of(99), _ -> null));
        interpreter.close();
        assertThrows(InterpreterNotFoundException.class, () -> host.entered(FakeObject.of(1), _ -> null));
    }

    @Test
    void nobodyEntersAnInterpreterThatIsBeingClosed() throws Exception {
        state.onClose = state::block;
        Background<Void> close = Background.run(interpreter::close);
        state.closing.await();
        InterpreterException refusal = assertThrows(InterpreterNotFoundException.class,
                () -> host.entered(FakeObject.of(1), _ -> null));
        assertEquals("unrecognized interpreter ID 1", refusal.getMessage());
        state.release();
        assertNull(close.result());
    }

    @Test
    void nobodyEntersAnInterpreterThatWasDiscarded() throws Exception {
        state.unwinds = false;
        Background<Void> run = Background.run(() -> interpreter.exec("block"));
        state.blocking.await();
        interpreter.close(Duration.ZERO);
        run.failure(ExecutionInterruptedException.class);
        assertThrows(InterpreterNotFoundException.class, () -> host.entered(FakeObject.of(1), _ -> null));
    }
}
