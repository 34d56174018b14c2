package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.Program;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunMainTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);

    @Test
    void statusIsTheOneOfTheProgramAndMainIsGoneAfterwards() {
        assertEquals(7, registry.runMain(program("pass")));
        assertEquals(List.of("run"), engine.last().calls);
        assertEquals(List.of(), registry.list());
        assertEquals(Optional.empty(), registry.find(0));
        assertThrows(InterpreterNotFoundException.class, registry::main);
    }

    @Test
    void mainIsThereAndRunsWhileItsProgramDoes() throws Exception {
        Background<Integer> program = started();
        Interpreter main = registry.main();
        assertEquals(0, main.id());
        assertTrue(main.isRunning());
        assertEquals(List.of(main), registry.list());
        assertThrows(InterpreterException.class, main::close);
        engine.last().release();
        assertEquals(7, program.result());
    }

    @Test
    void secondProgramIsRefusedDuringTheFirstAndAfterIt() throws Exception {
        Background<Integer> program = started();
        assertThrows(InterpreterException.class, () -> registry.runMain(program("pass")));
        engine.last().release();
        assertEquals(7, program.result());
        assertThrows(InterpreterException.class, () -> registry.runMain(program("pass")));
        assertEquals(1, engine.states.size());
    }

    @Test
    void programIsRefusedWhenMainIsThereAlready() {
        Interpreter main = registry.main();
        assertThrows(InterpreterException.class, () -> registry.runMain(program("pass")));
        assertEquals(List.of(main), registry.list());
    }

    @Test
    void programWhoseMainCouldNotBeMadeMayBeTriedAgain() {
        engine.onCreate = _ -> {
            throw new InterpreterException("no memory");
        };
        assertThrows(InterpreterException.class, () -> registry.runMain(program("pass")));
        engine.onCreate = _ -> {};
        assertEquals(7, registry.runMain(program("pass")));
    }

    @Test
    void mainIsGoneAfterAProgramThatTheEngineFailed() {
        assertThrows(InterpreterException.class, () -> registry.runMain(program("raise")));
        assertEquals(List.of(), registry.list());
    }

    @Test
    void subinterpretersOutliveTheProgramThatMadeThem() throws Exception {
        Background<Integer> program = started();
        Interpreter sub = engine.last().host.interpreters().create();
        engine.state(0).release();
        program.result();
        sub.exec("pass");
        assertEquals(List.of(sub), registry.list());
    }

    @Test
    void programThatDoesNotUnwindIsCancelledAndMainIsGone() throws Exception {
        Background<Integer> program = started();
        engine.last().unwinds = false;
        Interpreter main = registry.main();
        assertEquals(false, main.interrupt(Duration.ofMinutes(5)));
        program.failure(ExecutionInterruptedException.class);
        assertEquals(List.of("run", "interrupt", "cancel"), engine.last().calls);
        assertThrows(InterpreterNotFoundException.class, registry::main);
    }

    @Test
    void nothingElseEntersMainWhileItsProgramRuns() throws Exception {
        Background<Integer> program = started();
        Interpreter main = registry.main();
        assertThrows(InterpreterException.class, () -> main.exec("pass"));
        assertThrows(InterpreterException.class, () -> main.call("f"));
        assertThrows(InterpreterException.class, () -> main.prepareMain(Map.of()));
        assertThrows(InterpreterException.class, () -> engine.last().host.running(0, _ -> null));
        engine.last().release();
        program.result();
        assertEquals(List.of("run"), engine.last().calls);
    }

    @Test
    void whoHoldsMainIsToldThatItIsGoneOnceItsProgramHasEnded() throws Exception {
        Background<Integer> program = started();
        Interpreter main = registry.main();
        engine.last().release();
        program.result();
        assertThrows(InterpreterNotFoundException.class, main::isRunning);
        assertThrows(InterpreterNotFoundException.class, () -> main.exec("pass"));
        assertThrows(InterpreterNotFoundException.class, () -> main.interrupt(Duration.ofMinutes(5)));
        assertEquals(List.of("run"), engine.last().calls);
    }

    private Background<Integer> started() throws InterruptedException {
        Background<Integer> program = Background.call(() -> registry.runMain(program("block")));
        while (engine.states.isEmpty()) {
            Background.pause();
        }
        engine.last().blocking.await();
        return program;
    }

    private static Program program(String source) {
        return new Program.Command(source, List.of());
    }
}
