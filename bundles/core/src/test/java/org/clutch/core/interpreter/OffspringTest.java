package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The children of a confined interpreter, 1, end with it. */
@Timeout(60)
class OffspringTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);
    private final Interpreter parent = registry.create(InterpreterSpec.DEFAULT.withIsolation(Isolation.CONFINED));
    private final FakeState state = engine.last();

    private Interpreter child() {
        return state.host.interpreters().create();
    }

    private static void assertGone(Interpreter interpreter) {
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
    }

    @Test
    void childrenAndTheirsEndWhenTheirParentIsClosed() throws Exception {
        Interpreter trusted = registry.create();
        Interpreter child = child();
        Interpreter grandchild = engine.last().host.interpreters().create();
        parent.close();
        assertGone(child);
        assertGone(grandchild);
        engine.state(child.id()).closing.await();
        engine.state(grandchild.id()).closing.await();
        assertEquals(List.of(trusted), registry.list());
    }

    @Test
    void childrenThatRunAreEndedAllAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Interpreter first = child();
        Interpreter second = child();
        for (Interpreter child : List.of(first, second)) {
            engine.state(child.id()).onInterrupt = () -> meet(together);
        }
        Background<Void> runsInFirst = Background.run(() -> first.exec("block"));
        Background<Void> runsInSecond = Background.run(() -> second.exec("block"));
        engine.state(first.id()).blocking.await();
        engine.state(second.id()).blocking.await();
        parent.close(LONG);
        runsInFirst.failure(ExecutionInterruptedException.class);
        runsInSecond.failure(ExecutionInterruptedException.class);
        assertEquals(List.of(), registry.list());
    }

    @Test
    void childrenEndWithAParentThatCannotBeUsedAnyMore() {
        Interpreter child = child();
        state.host.running(1, _ -> {
            state.usable = false;
            return null;
        });
        assertGone(parent);
        assertGone(child);
    }

    @Test
    void childrenEndWithAParentThatDoesNotUnwind() throws Exception {
        Interpreter child = child();
        state.unwinds = false;
        Background<Void> running = Background.run(() -> parent.exec("block"));
        state.blocking.await();
        parent.interrupt(LONG);
        running.failure(ExecutionInterruptedException.class);
        assertGone(child);
    }

    @Test
    void childWhoseCloseIsUnderWayIsCancelledWhenItsParentEnds() throws Exception {
        Interpreter child = child();
        FakeState hanging = engine.last();
        hanging.onClose = hanging::block;
        Background<Void> closer = Background.run(child::close);
        hanging.blocking.await();
        Interpreter other = child();
        parent.close();
        closer.failure(ExecutionInterruptedException.class);
        assertGone(other);
    }

    @Test
    void childThatIsBeingMadeWhileItsParentEndsEndsToo() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        engine.onCreate = _ -> {
            making.countDown();
            Background.await(proceed);
        };
        Background<Interpreter> maker = Background.call(this::child);
        making.await();
        Background<Void> closer = Background.run(parent::close);
        state.closing.await();
        proceed.countDown();
        Interpreter child = maker.result();
        closer.result();
        assertGone(child);
        assertEquals(List.of(), registry.list());
    }

    @Test
    void parentThatHasEndedMakesNoChild() {
        parent.close();
        assertEquals("interpreter 1 has ended, so it makes no other",
                assertThrows(InterpreterException.class, this::child).getMessage());
        assertEquals(1, engine.states.size());
    }

    @Test
    void parentOutlivesItsChildren() {
        child().close();
        child().close(LONG);
        parent.exec("pass");
        assertEquals(List.of(parent), registry.list());
    }

    @Test
    void endOfTheCoreEndsParentsAndChildren() {
        Interpreter child = child();
        registry.closeAll();
        assertGone(parent);
        assertGone(child);
        assertThrows(InterpreterException.class, this::child);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
