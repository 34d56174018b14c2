package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.clutch.engine.Host;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.Limits;
import org.clutch.interpreter.Program;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a confined interpreter reaches, and what it can make: 1 is trusted, 2 is confined, the next ones are its children. */
@Timeout(60)
class ConfinedTest {
    private static final InterpreterSpec CONFINED = new InterpreterSpec("nest").withIsolation(Isolation.CONFINED)
            .withEnvironment(Map.of("HOME", "/nest")).withReadable(Path.of("/nest")).withPythonPath(Path.of("/lib"))
            .withLimits(new Limits(1_000, Duration.ofMinutes(5)));

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter trusted = registry.create();
    private final Interpreter confined = registry.create(CONFINED);
    private final Host host = engine.last().host;

    @Test
    void itListsAndFindsItselfAndItsChildrenOnly() {
        registry.main();
        Interpreter child = host.interpreters().create();
        registry.create(CONFINED);
        assertEquals(List.of(confined, child), host.interpreters().list());
        assertSame(confined, host.interpreters().find(2).orElseThrow());
        assertSame(child, host.interpreters().find(child.id()).orElseThrow());
        for (long other : new long[]{-1, 0, 1, 4, 99}) {
            assertEquals(Optional.empty(), host.interpreters().find(other), () -> "interpreter " + other);
        }
    }

    @Test
    void itRunsItsChildrenOnly() {
        registry.main();
        Interpreter child = host.interpreters().create();
        assertSame(engine.state(child.id()), host.running(child.id(), state -> state));
        for (long other : new long[]{1, 99}) {
            assertEquals("unrecognized interpreter ID " + other, assertThrows(InterpreterNotFoundException.class,
                    () -> host.running(other, state -> state)).getMessage());
        }
        assertEquals("cannot exec code for unrecognized interpreter 0",
                assertThrows(InterpreterException.class, () -> host.running(0, state -> state)).getMessage());
    }

    @Test
    void itEntersTheOwnerOfAnyObjectThatItWasGiven() {
        registry.main();
        Interpreter child = host.interpreters().create();
        for (long owner : new long[]{0, 1, 2, child.id()}) {
            assertSame(engine.state(owner), host.entered(FakeObject.of(owner), state -> state));
        }
        assertEquals("unrecognized interpreter ID 99", assertThrows(InterpreterNotFoundException.class,
                () -> host.entered(FakeObject.of(99), state -> state)).getMessage());
        assertThrows(InterpreterNotFoundException.class, () -> host.running(1, state -> state));
        assertEquals(Optional.empty(), host.interpreters().find(1));
    }

    @Test
    void itCannotReachTheMainInterpreter() {
        assertEquals("a confined interpreter cannot reach the main interpreter",
                assertThrows(InterpreterException.class, host.interpreters()::main).getMessage());
        assertEquals("a confined interpreter cannot run a main program", assertThrows(InterpreterException.class,
                () -> host.interpreters().runMain(new Program.Command("pass", List.of()))).getMessage());
        assertEquals(List.of(trusted, confined), registry.list());
    }

    @Test
    void trustedOnesReachIt() {
        Interpreter child = host.interpreters().create();
        Host others = engine.state(1).host;
        assertEquals(List.of(trusted, confined, child), others.interpreters().list());
        assertSame(engine.state(2), others.running(2, state -> state));
        assertSame(engine.state(child.id()), others.running(child.id(), state -> state));
    }

    @Test
    void childIsWhatItsParentIsWhateverWasAskedFor() {
        Interpreter child = host.interpreters().create(
                new InterpreterSpec("egg").withEnvironment(Map.of("PATH", "/bin")).withReadable(Path.of("/")));
        assertEquals(CONFINED.withName("egg"), engine.prepared.getLast());
        assertEquals("egg", child.name());
        Interpreter unnamed = host.interpreters().create();
        assertEquals(CONFINED.withName("interpreter-4"), engine.prepared.getLast());
        assertEquals("interpreter-4", unnamed.name());
    }

    @Test
    void childReachesItsOwnChildrenButNeitherItsParentNorItsSiblings() {
        Interpreter child = host.interpreters().create();
        Interpreter sibling = host.interpreters().create();
        Host childHost = engine.state(child.id()).host;
        Interpreter grandchild = childHost.interpreters().create();
        assertEquals(List.of(child, grandchild), childHost.interpreters().list());
        assertThrows(InterpreterNotFoundException.class, () -> childHost.running(2, state -> state));
        assertThrows(InterpreterNotFoundException.class, () -> childHost.running(sibling.id(), state -> state));
        assertThrows(InterpreterNotFoundException.class, () -> host.running(grandchild.id(), state -> state));
        assertEquals(List.of(confined, child, sibling), host.interpreters().list());
    }

    @Test
    void childThatIsClosedIsReachedNoMore() {
        Interpreter child = host.interpreters().create();
        host.interpreters().find(child.id()).orElseThrow().close();
        assertEquals(List.of(confined), host.interpreters().list());
        assertEquals(Optional.empty(), host.interpreters().find(child.id()));
        assertThrows(InterpreterNotFoundException.class, () -> host.running(child.id(), state -> state));
        assertThrows(InterpreterNotFoundException.class, () -> host.entered(FakeObject.of(child.id()), state -> state));
    }

    @Test
    void sixteenChildrenAreTheMostAndOneThatIsClosedMakesRoom() {
        List<Interpreter> children = sixteenChildren();
        assertEquals("a confined interpreter has at most 16 interpreters of its own: close one of "
                + children.stream().map(Interpreter::id).toList(), refusal());
        assertEquals(18, registry.list().size());
        children.getFirst().close();
        host.interpreters().create();
        refusal();
    }

    @Test
    void childThatIsStillEndingCounts() throws Exception {
        Interpreter child = sixteenChildren().getFirst();
        FakeState state = engine.state(child.id());
        state.onClose = state::block;
        Background<Void> closer = Background.run(child::close);
        state.blocking.await();
        refusal();
        state.release();
        closer.result();
        host.interpreters().create();
    }

    @Test
    void childThatCouldNotBeMadeDoesNotCount() {
        engine.onCreate = _ -> {
            throw new InterpreterException("no memory");
        };
        for (int i = 0; i < 20; i++) {
            assertEquals("no memory", refusal());
        }
        engine.onCreate = _ -> {};
        sixteenChildren();
    }

    @Test
    void trustedOnesMakeAsManyAsTheyLike() {
        Host others = engine.state(1).host;
        for (int i = 0; i < 20; i++) {
            others.interpreters().create();
        }
        assertEquals(22, registry.list().size());
        assertFalse(host.interpreters().list().contains(trusted));
        assertTrue(others.interpreters().list().contains(confined));
    }

    private List<Interpreter> sixteenChildren() {
        return Stream.generate(host.interpreters()::create).limit(16).toList();
    }

    private String refusal() {
        return assertThrows(InterpreterException.class, host.interpreters()::create).getMessage();
    }
}
