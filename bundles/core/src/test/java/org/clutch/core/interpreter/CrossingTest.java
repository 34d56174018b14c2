package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.NotShareableException;
import org.clutch.share.Tuple;
import org.junit.jupiter.api.Test;

/** What becomes of arguments on their way in. */
class CrossingTest {
    private final FakeEngine engine = new FakeEngine();
    private final Interpreter interpreter = FakeEngine.registry(engine).create();
    private final FakeState state = engine.last();

    @Test
    void argumentsArriveInTheirCrossInterpreterFormNullIncluded() {
        assertEquals(Arrays.asList(1L, null, "s", Tuple.of(2)), interpreter.call("f", 1, null, "s", List.of(2)));
    }

    @Test
    void argumentThatCannotCrossIsNamedAndNothingRuns() {
        assertEquals("args[1] is of type java.lang.Object, which cannot cross between interpreters",
                refusal(() -> interpreter.call("f", 1, new Object())));
        assertEquals("args[0][2] is of type java.util.Date, which cannot cross between interpreters",
                refusal(() -> interpreter.call("f", List.of(1, 2, new java.util.Date(0)))));
        assertEquals(List.of(), state.calls);
        assertFalse(interpreter.isRunning());
    }

    @Test
    void bindingsArriveInOrderAndConverted() {
        Map<String, Object> bindings = new LinkedHashMap<>();
        bindings.put("b", 1);
        bindings.put("a", null);
        interpreter.prepareMain(bindings);
        assertEquals(List.of("prepareMain {b=1, a=null}"), state.calls);
    }

    @Test
    void bindingThatCannotCrossIsNamedAndNoneIsBound() {
        Map<String, Object> bindings = new LinkedHashMap<>();
        bindings.put("good", 1);
        bindings.put("bad", new Object[0]);
        assertEquals("'bad' is of type java.lang.Object[], which cannot cross between interpreters",
                refusal(() -> interpreter.prepareMain(bindings)));
        assertEquals(List.of(), state.calls);
    }

    private static String refusal(Runnable action) {
        return assertThrows(NotShareableException.class, action::run).getMessage();
    }
}
