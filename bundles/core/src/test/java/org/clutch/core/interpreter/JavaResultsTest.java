package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.share.Bytes;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of calls in the types that Java callers ask for; records with generic parts are in {@link JavaRecordsTest}. */
class JavaResultsTest {
    private static final BigInteger LARGE = BigInteger.TEN.pow(30);

    private final FakeEngine engine = new FakeEngine();
    private final Interpreter interpreter = FakeEngine.registry(engine).create();

    /** Asks for a type when Python returns a value. */
    private <T> T returned(Object value, Class<T> type) {
        engine.last().result = _ -> value;
        return interpreter.call(type, "f");
    }

    private String refusal(Object value, Class<?> type) {
        return assertThrows(InterpreterException.class, () -> returned(value, type)).getMessage();
    }

    @Test
    void argumentsGoIn() {
        assertEquals(List.of(1L, "a"), interpreter.call(List.class, "f", 1, 'a'));
        assertEquals(List.of("call f"), engine.last().calls);
    }

    @Test
    void intIsAnyIntegralTypeThatHoldsIt() {
        assertEquals(7, returned(7L, int.class));
        assertEquals(7, returned(7L, Integer.class));
        assertEquals(7L, returned(7L, long.class));
        assertEquals(7L, returned(7L, Long.class));
        assertEquals((short) 7, returned(7L, short.class));
        assertEquals((short) 7, returned(7L, Short.class));
        assertEquals((byte) -7, returned(-7L, byte.class));
        assertEquals((byte) -7, returned(-7L, Byte.class));
        assertEquals(BigInteger.valueOf(7), returned(7L, BigInteger.class));
        assertEquals(LARGE, returned(LARGE, BigInteger.class));
        assertEquals(Long.MIN_VALUE, returned(Long.MIN_VALUE, long.class));
        assertEquals(Integer.MAX_VALUE, returned((long) Integer.MAX_VALUE, int.class));
    }

    @Test
    void intThatATypeCannotHoldIsRefused() {
        assertEquals("the result of f is 2147483648 (Long), which is no int", refusal(1L << 31, int.class));
        assertEquals("the result of f is 32768 (Long), which is no short", refusal(32768L, short.class));
        assertEquals("the result of f is -129 (Long), which is no java.lang.Byte", refusal(-129L, Byte.class));
        assertEquals("the result of f is " + LARGE + " (BigInteger), which is no long", refusal(LARGE, long.class));
        assertEquals("the result of f is 65 (Long), which is no char", refusal(65L, char.class));
        assertEquals("the result of f is 1 (Long), which is no boolean", refusal(1L, boolean.class));
        assertEquals("the result of f is 1 (Long), which is no java.lang.String", refusal(1L, String.class));
    }

    @Test
    void intIsRoundedWhereAFloatIsWantedUnlessItIsBeyondAllFloats() {
        assertEquals(7.0, returned(7L, double.class));
        assertEquals(7.0, returned(7L, Double.class));
        assertEquals(7.0f, returned(7L, float.class));
        assertEquals(7.0f, returned(7L, Float.class));
        assertEquals(1e30, returned(LARGE, double.class));
        refusal(BigInteger.TEN.pow(400), double.class);
        refusal(BigInteger.TEN.pow(400), Double.class);
        refusal(BigInteger.TEN.pow(40), float.class);
    }

    @Test
    void floatIsADoubleOrAFloatThatHoldsIt() {
        assertEquals(0.1, returned(0.1, double.class));
        assertEquals(0.1, returned(0.1, Double.class));
        assertEquals(0.1f, returned(0.1, float.class));
        assertEquals(0.1f, returned(0.1, Float.class));
        assertEquals(Float.POSITIVE_INFINITY, returned(Double.POSITIVE_INFINITY, float.class));
        assertEquals(Float.NaN, returned(Double.NaN, float.class));
        assertEquals(-0.0f, returned(-0.0, float.class));
        assertEquals("the result of f is 1.0E300 (Double), which is no float", refusal(1e300, float.class));
        assertEquals("the result of f is 7.0 (Double), which is no int", refusal(7.0, int.class));
        assertEquals("the result of f is 7.0 (Double), which is no java.math.BigInteger",
                refusal(7.0, BigInteger.class));
    }

    @Test
    void boolIsABooleanAndNothingElse() {
        assertEquals(true, returned(true, boolean.class));
        assertEquals(false, returned(false, Boolean.class));
        assertEquals("the result of f is true (Boolean), which is no int", refusal(true, int.class));
    }

    @Test
    void strIsAStringACharacterOrTheNameOfAConstant() {
        assertEquals("abc", returned("abc", String.class));
        assertEquals("abc", returned("abc", CharSequence.class));
        assertEquals('a', returned("a", char.class));
        assertEquals('a', returned("a", Character.class));
        assertEquals(TimeUnit.DAYS, returned("DAYS", TimeUnit.class));
        assertEquals(Signed.PLUS, returned("PLUS", Signed.class));
    }

    /** Its constants have classes of their own. */
    enum Signed {
        PLUS {
            @Override
            int sign() {
                return 1;
            }
        };

        abstract int sign();
    }

    @Test
    void strThatATypeCannotHoldIsRefused() {
        assertEquals("the result of f is 'ab' (String), which is no char", refusal("ab", char.class));
        assertEquals("the result of f is '' (String), which is no java.lang.Character", refusal("", Character.class));
        assertEquals("the result of f is '\uD83D\uDC0D' (String), which is no char",
                refusal("\uD83D\uDC0D", char.class));
        assertEquals("the result of f is 'days' (String), which is no java.util.concurrent.TimeUnit",
                refusal("days", TimeUnit.class));
        assertEquals("the result of f is '1' (String), which is no int", refusal("1", int.class));
    }

    @Test
    void bytesAreAByteArray() {
        assertArrayEquals(new byte[]{0, -1}, returned(Bytes.copyOf(new byte[]{0, -1}), byte[].class));
        assertEquals(Bytes.copyOf(new byte[1]), returned(Bytes.copyOf(new byte[1]), Bytes.class));
        assertEquals("the result of f is Bytes[length=1] (Bytes), which is no java.lang.String",
                refusal(Bytes.copyOf(new byte[1]), String.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {boolean.class, byte.class, short.class, int.class, long.class, float.class, double.class,
            char.class})
    void noneIsNoPrimitive(Class<?> type) {
        assertEquals("the result of f is None, which is no " + type, refusal(null, type));
    }

    @ParameterizedTest
    @ValueSource(classes = {Boolean.class, Integer.class, BigInteger.class, String.class, byte[].class, int[].class,
            TimeUnit.class, Pair.class, List.class, Object.class, void.class, Void.class})
    void noneIsNullForAnyOther(Class<?> type) {
        assertNull(returned(null, type));
    }

    record Pair(int first, String second) {}

    @Test
    void resultIsDroppedWhereNoneIsWanted() {
        assertNull(returned(7L, void.class));
        assertNull(returned("x", Void.class));
    }

    @Test
    void anyTypeThatTheResultHasAnywayIsFine() {
        for (Object value : List.of(1L, 0.5, true, "s", LARGE, Bytes.copyOf(new byte[1]), Tuple.of(1), List.of(1L),
                Set.of(1L), Map.of("k", 1L), new QueueReference(1))) {
            assertSame(value, returned(value, Object.class));
        }
        assertEquals(1L, returned(1L, Number.class));
        assertEquals(LARGE, returned(LARGE, Number.class));
        assertEquals("s", returned("s", Comparable.class));
        assertEquals(Tuple.of(1), returned(Tuple.of(1), Tuple.class));
        assertEquals(Tuple.of(1), returned(Tuple.of(1), Record.class));
        assertEquals(new QueueReference(1), returned(new QueueReference(1), QueueReference.class));
        assertEquals(List.of(1L), returned(List.of(1L), List.class));
        assertEquals(List.of(1L), returned(Tuple.of(1), List.class));
        assertEquals(Set.of(1L), returned(Set.of(1L), Set.class));
        assertEquals(Set.of(1L), returned(Set.of(1L), Collection.class));
        assertEquals(Map.of("k", 1L), returned(Map.of("k", 1L), Map.class));
        assertEquals(Optional.of(1L), returned(1L, Optional.class));
        assertEquals(Optional.of(Tuple.of(1)), returned(Tuple.of(1), Optional.class));
        assertEquals(Optional.empty(), returned(null, Optional.class));
    }

    @Test
    void listAndTupleAreArraysOfAnyElement() {
        assertArrayEquals(new int[]{1, 2}, returned(List.of(1L, 2L), int[].class));
        assertArrayEquals(new byte[]{1, 2}, returned(Tuple.of(1, 2), byte[].class));
        assertArrayEquals(new Integer[]{1, null}, returned(Arrays.asList(1L, null), Integer[].class));
        assertArrayEquals(new String[]{"a"}, returned(List.of("a"), String[].class));
        assertArrayEquals(new boolean[]{true}, returned(List.of(true), boolean[].class));
        assertArrayEquals(new char[]{'a'}, returned(List.of("a"), char[].class));
        assertArrayEquals(new double[]{1, 0.5}, returned(List.of(1L, 0.5), double[].class));
        assertArrayEquals(new TimeUnit[]{TimeUnit.DAYS}, returned(List.of("DAYS"), TimeUnit[].class));
        assertArrayEquals(new Pair[]{new Pair(1, "a")}, returned(List.of(Tuple.of(1, "a")), Pair[].class));
        assertArrayEquals(new int[][]{{1}, {}}, returned(Tuple.of(List.of(1), List.of()), int[][].class));
        assertArrayEquals(new Object[]{1L, Tuple.of(2)}, returned(List.of(1L, Tuple.of(2)), Object[].class));
        assertArrayEquals(new long[]{1}, returned(Set.of(1L), long[].class));
        assertArrayEquals(new byte[][]{{5}}, returned(List.of(Bytes.copyOf(new byte[]{5})), byte[][].class));
    }

    @Test
    void elementThatDoesNotFitIsNamedByItsPlace() {
        assertEquals("the result of f[1] is 'x' (String), which is no int", refusal(List.of(1L, "x"), int[].class));
        assertEquals("the result of f[0][1] is None, which is no int",
                refusal(List.of(Arrays.asList(1L, null)), int[][].class));
        assertEquals("the result of f[0] is 300 (Long), which is no byte", refusal(Tuple.of(300), byte[].class));
        assertEquals("the result of f[1]['second'] is 5 (Long), which is no java.lang.String", refusal(
                List.of(Tuple.of(1, "a"), Map.of("first", 2L, "second", 5L)), Pair[].class));
    }

    @Test
    void whatIsNoCollectionIsNoArrayAndTheOtherWayRound() {
        assertEquals("the result of f is 1 (Long), which is no int[]", refusal(1L, int[].class));
        assertEquals("the result of f is {a=1} (Map), which is no int[]", refusal(Map.of("a", 1L), int[].class));
        assertEquals("the result of f is [1] (List), which is no int", refusal(List.of(1L), int.class));
        assertEquals("the result of f is [1] (Set), which is no java.util.Map", refusal(Set.of(1L), Map.class));
        assertEquals("the result of f is Tuple[items=[1]] (Tuple), which is no java.util.Map",
                refusal(Tuple.of(1), Map.class));
        assertEquals("the result of f is {a=1} (Map), which is no java.util.List",
                refusal(Map.of("a", 1L), List.class));
        assertEquals("the result of f is {} (Map), which is no java.util.TreeMap",
                refusal(Map.of(), TreeMap.class));
    }

    @Test
    void longValueIsCutInTheError() {
        assertEquals("the result of f is '" + "x".repeat(99) + "... (String), which is no int",
                refusal("x".repeat(1_000_000), int.class));
    }

    @Test
    void typeIsNotEvenLookedAtWhenTheCallFails() {
        assertThrows(ExecutionFailedException.class,
                () -> interpreter.call(int.class, "raise"));
    }

    @Test
    void refusedResultHarmsNothing() {
        refusal("x", int.class);
        assertEquals(1, assertInstanceOf(Integer.class, returned(1L, Integer.class)));
    }
}
