package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.Bytes;
import org.clutch.share.NotShareableException;
import org.clutch.share.Pickle;
import org.clutch.share.ObjectReference;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.junit.jupiter.api.Test;

/** What becomes of structured arguments on their way to Python. */
class JavaArgumentsTest {
    private static final BigInteger LARGE = BigInteger.TEN.pow(30);

    private final FakeEngine engine = new FakeEngine();
    private final Interpreter interpreter = FakeEngine.registry(engine).create();

    record Point(int x, Integer y) {}

    record Shape(String name, List<Point> corners, Optional<Point> centre, TimeUnit unit) {}

    private record Private(byte[] data) {}

    record Failing(int value) {
        @Override
        public int value() {
            throw new IllegalStateException("not ready");
        }
    }

    /** Gives the form in which one argument arrives. */
    private Object arrives(Object argument) {
        return ((List<?>) interpreter.call("f", argument)).getFirst();
    }

    private static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private String refusal(Object... arguments) {
        String message = assertThrows(NotShareableException.class, () -> interpreter.call("f", arguments)).getMessage();
        assertEquals(List.of(), engine.last().calls);
        return message;
    }

    /** A reference whose class is somebody else's record. */
    private record Owned(long owner) implements ObjectReference {}

    @Test
    void noArgumentsAreNone() {
        assertEquals(List.of(), interpreter.call("f"));
    }

    @Test
    void valuesThatCrossBetweenInterpretersAreAsThere() {
        assertEquals(
                Arrays.asList(1L, 2L, 3L, 4L, LARGE, 0.5, 1.5, "c", "text", true, null, Bytes.copyOf(new byte[]{1, 2})),
                interpreter.call("f", 1, (short) 2, (byte) 3, BigInteger.valueOf(4), LARGE, 0.5f, 1.5, 'c', "text",
                        true,
                        null, new byte[]{1, 2}));
        for (Object same : List.of(Tuple.of(1), new QueueReference(1), new Pickle(Bytes.copyOf(new byte[1])),
                new Owned(7))) {
            assertEquals(same, arrives(same));
        }
    }

    @Test
    void listOfValuesThatCrossIsATuple() {
        assertEquals(Tuple.of(), arrives(List.of()));
        assertEquals(Tuple.of(1, null), arrives(Arrays.asList(1, null)));
        assertEquals(Tuple.of(Tuple.of(1), Tuple.of(2)), arrives(List.of(List.of(1), List.of(2))));
        assertEquals(Tuple.of(Tuple.of(1), new QueueReference(2)),
                arrives(List.of(Tuple.of(1), new QueueReference(2))));
    }

    @Test
    void listThatHoldsWhatOnlyPythonCanHaveIsAList() {
        assertEquals(List.of(map("x", 1L, "y", 2L), 3L), arrives(List.of(new Point(1, 2), 3)));
        assertEquals(List.of(List.of("SECONDS"), Tuple.of(1)), arrives(List.of(List.of(TimeUnit.SECONDS), List.of(1))));
        assertEquals(Arrays.asList(null, 1L), arrives(List.of(Optional.empty(), 1)));
        assertEquals(List.of(Set.of(1L), map("a", 1L)), arrives(List.of(Set.of(1), Map.of("a", 1))));
    }

    @Test
    void mapIsADictInItsOrder() {
        Map<Object, Object> map = map("b", 1, "a", null, 3, List.of(4), TimeUnit.DAYS, map("x", new byte[]{5}));
        Map<?, ?> arrived = (Map<?, ?>) arrives(map);
        assertEquals(map("b", 1L, "a", null, 3L, Tuple.of(4), "DAYS", map("x", Bytes.copyOf(new byte[]{5}))), arrived);
        assertEquals(List.of("b", "a", 3L, "DAYS"), new ArrayList<>(arrived.keySet()));
        assertEquals(map(null, 1L), arrives(Collections.singletonMap(null, 1)));
    }

    @Test
    void setIsASetInItsOrder() {
        Set<?> arrived = (Set<?>) arrives(new LinkedHashSet<>(Arrays.asList(3, null, TimeUnit.DAYS, List.of(1))));
        assertEquals(Arrays.asList(3L, null, "DAYS", Tuple.of(1)), new ArrayList<>(arrived));
    }

    @Test
    void recordIsADictOfItsComponentsWhereverItIsDeclared() {
        record Local(Private inner) {}
        Shape shape = new Shape("line", List.of(new Point(0, null), new Point(1, 2)), Optional.of(new Point(3, 4)),
                TimeUnit.DAYS);
        Map<?, ?> arrived = (Map<?, ?>) arrives(shape);
        assertEquals(map("name", "line", "corners", List.of(map("x", 0L, "y", null), map("x", 1L, "y", 2L)), "centre",
                map("x", 3L, "y", 4L), "unit", "DAYS"), arrived);
        assertEquals(List.of("name", "corners", "centre", "unit"), new ArrayList<>(arrived.keySet()));
        assertEquals(map("inner", map("data", Bytes.copyOf(new byte[]{1}))),
                arrives(new Local(new Private(new byte[]{1}))));
    }

    @Test
    void optionalIsItsValueOrNoneAndAnEnumItsName() {
        assertEquals(Arrays.asList(1L, null, "SECONDS", null),
                interpreter.call("f", Optional.of(1), Optional.empty(), TimeUnit.SECONDS,
                        Optional.of(Optional.empty())));
    }

    @Test
    void offenderIsNamedByItsPath() {
        String rest = " is of type java.util.Date, which cannot cross between interpreters";
        Date date = new Date(0);
        assertEquals("args[1]" + rest, refusal(1, date));
        assertEquals("args[0][1]" + rest, refusal(List.of(1, date)));
        assertEquals("args[0][1][0]" + rest, refusal(List.of(TimeUnit.DAYS, List.of(date))));
        assertEquals("args[0]['k']" + rest, refusal(Map.of("k", date)));
        assertEquals("args[0][7]" + rest, refusal(Map.of(7, date)));
        assertEquals("args[0], a key" + rest, refusal(Map.of(date, 1)));
        assertEquals("args[0], an element" + rest, refusal(Set.of(date)));
        assertEquals("args[0]['k'].inner[0]" + rest, refusal(Map.of("k", new Holder(List.of(date)))));
        assertEquals("args[0]" + rest, refusal(Optional.of(date)));
        assertEquals("args[0] is of type java.util.ArrayDeque, which cannot cross between interpreters",
                refusal(new ArrayDeque<>(List.of(1))));
        assertEquals("args[0] is of type java.lang.String[], which cannot cross between interpreters",
                refusal((Object) new String[]{"a"}));
    }

    record Holder(List<Date> inner) {}

    @Test
    void recordThatCannotBeReadIsNamedByItsPathWithTheReason() {
        assertEquals("args[0]['k'].value cannot be read: java.lang.IllegalStateException: not ready",
                refusal(Map.of("k", new Failing(1))));
    }
}
