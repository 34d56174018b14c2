package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.Program;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeactivationTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);

    @Test
    void everyInterpreterIsClosedMainToo() {
        Interpreter main = registry.main();
        Interpreter sub = registry.create();
        registry.closeAll();
        assertEquals(List.of(), registry.list());
        assertThrows(InterpreterNotFoundException.class, main::isRunning);
        assertThrows(InterpreterNotFoundException.class, sub::isRunning);
        engine.states.forEach(state -> assertEquals(List.of("close"), state.calls));
    }

    @Test
    void whatRunsIsInterruptedAndThenClosed() throws Exception {
        Interpreter sub = registry.create();
        Background<Void> running = Background.run(() -> sub.exec("block"));
        engine.last().blocking.await();
        registry.closeAll();
        running.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("exec block", "interrupt", "close"), engine.last().calls);
    }

    @Test
    void nothingIsMadeAfterwards() {
        registry.closeAll();
        assertThrows(InterpreterException.class, registry::create);
        assertThrows(InterpreterException.class, registry::main);
        assertEquals(List.of(), engine.states);
        assertEquals(List.of(), registry.list());
    }

    @Test
    void interpreterThatWasBeingMadeIsClosedAndItsMakerTold() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        engine.onCreate = _ -> {
            making.countDown();
            Background.await(proceed);
        };
        Background<Interpreter> maker = Background.call(registry::create);
        making.await();
        registry.closeAll();
        proceed.countDown();
        maker.failure(InterpreterException.class);
        assertEquals(List.of("close"), engine.last().calls);
        assertEquals(List.of(), registry.list());
    }

    @Test
    void everythingThatThreadsMakeMeanwhileIsClosedExactlyOnce() throws Exception {
        List<Background<Void>> makers = Stream.generate(() -> Background.run(() -> {
            while (true) {
                registry.create();
            }
        })).limit(3).toList();
        while (engine.states.size() < 20) {
            Background.pause();
        }
        registry.closeAll();
        for (Background<Void> maker : makers) {
            maker.failure(InterpreterException.class);
        }
        assertEquals(List.of(), registry.list());
        engine.states.forEach(state -> assertEquals(List.of("close"), state.calls));
    }

    @Test
    void whatCannotBeStoppedIsAbandonedAndTheOthersAreClosed() throws Exception {
        Interpreter stuck = registry.create();
        engine.last().unwinds = false;
        engine.last().cancels = false;
        registry.create();
        Background<Void> running = Background.run(() -> stuck.exec("block"));
        engine.state(1).blocking.await();
        registry.closeAll();
        assertFalse(running.isDone());
        assertEquals(List.of("close"), engine.state(2).calls);
        engine.state(1).release();
        running.result();
    }

    @Test
    void interpretersAreClosedAtTheSameTimeSoThatOneWhichHangsHoldsUpNoOther() {
        CyclicBarrier together = new CyclicBarrier(2);
        engine.onCreate = state -> state.onClose = () -> await(together);
        registry.create();
        registry.create();
        registry.closeAll();
        engine.states.forEach(state -> assertEquals(List.of("close"), state.calls));
    }

    @Test
    void closeThatHangsIsCancelled() throws Exception {
        Interpreter sub = registry.create();
        FakeState state = engine.last();
        state.onClose = state::block;
        Background<Void> closer = Background.run(sub::close);
        state.blocking.await();
        registry.closeAll();
        boolean cancelled = state.cancelling.getCount() == 0;
        state.release();
        assertTrue(cancelled, "nobody can end it any more");
        closer.failure(ExecutionInterruptedException.class);
    }

    @Test
    void programThatRunsIsInterruptedBeforeItsStateIsClosed() throws Exception {
        Background<Integer> program = Background.call(() -> registry.runMain(new Program.Command("block", List.of())));
        while (engine.states.isEmpty()) {
            Background.pause();
        }
        engine.last().blocking.await();
        registry.closeAll();
        List<String> calls = List.copyOf(engine.last().calls);
        engine.last().release();
        assertEquals(List.of("run", "interrupt"), calls.subList(0, 2));
        program.failure(ExecutionInterruptedException.class);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
