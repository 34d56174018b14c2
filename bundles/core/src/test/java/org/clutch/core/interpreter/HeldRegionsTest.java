package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.Consumer;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionException;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Regions of interpreters that end. */
@Timeout(60)
class HeldRegionsTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);

    private Regions regions(Interpreter interpreter) {
        return engine.state(interpreter.id()).host.regions();
    }

    private void endsWith(Consumer<Interpreter> end) {
        Interpreter owner = registry.create();
        Interpreter other = registry.create();
        Region lost = regions(owner).allocate(new RegionSpec(8));
        Region kept = regions(owner).allocate(new RegionSpec(8));
        Region there = regions(other).receive(kept.reference());
        end.accept(owner);
        assertEquals(1, regions(other).statistics().regions());
        assertThrows(RegionException.class, () -> lost.borrow(Access.READ));
        there.borrow(Access.EXCLUSIVE).close();
        registry.closeAll();
    }

    @Test
    void areGivenBackByAClose() {
        endsWith(Interpreter::close);
    }

    @Test
    void areGivenBackWhenItIsDiscarded() {
        endsWith(interpreter -> interpreter.close(Duration.ZERO));
    }

    @Test
    void confinedOnesHaveNoNativeMemory() {
        Interpreter confined = registry.create(new InterpreterSpec("confined").withIsolation(Isolation.CONFINED));
        assertFalse(regions(confined).allocate(new RegionSpec(8)).isNative());
        registry.closeAll();
    }
}
