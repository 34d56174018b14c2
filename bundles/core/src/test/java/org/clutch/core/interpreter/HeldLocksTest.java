package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.function.Consumer;
import org.clutch.interpreter.Interpreter;
import org.clutch.sync.Lock;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks of interpreters that end. */
@Timeout(60)
class HeldLocksTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);

    private void endsWith(Consumer<Interpreter> end) throws Exception {
        Interpreter owner = registry.create();
        Interpreter other = registry.create();
        Lock lock = engine.state(owner.id()).host.synchronizers().lock(true, "");
        Lock there = (Lock) engine.state(other.id()).host.synchronizers().receive(lock.reference());
        Background<Void> holder = Background.run(lock::acquire);
        holder.result();
        Background<Boolean> waiter = Background.call(() -> {
            there.acquire();
            return there.isAbandoned();
        }).parked();
        assertFalse(lock.isAbandoned());
        end.accept(owner);
        assertTrue(waiter.result());
        assertTrue(there.isLocked());
    }

    @Test
    void areReleasedByAClose() throws Exception {
        endsWith(Interpreter::close);
    }

    @Test
    void areReleasedWhenItIsDiscarded() throws Exception {
        endsWith(interpreter -> interpreter.close(Duration.ZERO));
    }
}
