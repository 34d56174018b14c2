package org.clutch.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in comes out, in the bytes that the table of {@link BinaryForm} says. */
class BinaryFormTest {
    private static final int OFFSET = 3;
    private static final byte GUARD = 0x5A;

    /** A form, with guards around it and the references beside it. */
    private record Form(MemorySegment memory, long size, List<Object> references) {
        static Form of(Object data) {
            long size = BinaryForm.size(data);
            MemorySegment memory = Arena.ofAuto().allocate(OFFSET + size + OFFSET);
            memory.fill(GUARD);
            List<Object> references = new ArrayList<>();
            assertEquals(OFFSET + size, BinaryForm.encode(data, memory, OFFSET, references), "end of " + data);
            for (long i = 0; i < OFFSET; i++) {
                assertEquals(GUARD, memory.get(ValueLayout.JAVA_BYTE, i));
                assertEquals(GUARD, memory.get(ValueLayout.JAVA_BYTE, OFFSET + size + i));
            }
            assertEquals(BinaryForm.refers(data), !references.isEmpty());
            return new Form(memory, size, references);
        }

        Object decoded() {
            return BinaryForm.decode(memory, OFFSET, size, references);
        }

        String hex() {
            return HexFormat.of().formatHex(memory.asSlice(OFFSET, size).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    static Stream<Arguments> table() {
        return Stream.of(Arguments.of(null, "00"), Arguments.of(false, "01"), Arguments.of(true, "02"),
                Arguments.of(0L, "0300"), Arguments.of(-1L, "03ff"), Arguments.of(127L, "037f"),
                Arguments.of(-128L, "0380"), Arguments.of(128L, "0480000000"), Arguments.of(-129L, "047fffffff"),
                Arguments.of((long) Integer.MIN_VALUE, "0400000080"), Arguments.of(1L << 31, "050000008000000000"),
                Arguments.of(Long.MIN_VALUE, "050000000000000080"),
                Arguments.of(BigInteger.ONE.shiftLeft(63), "0609008000000000000000"),
                Arguments.of(BigInteger.ONE.shiftLeft(63).negate().subtract(BigInteger.ONE), "0609ff7fffffffffffffff"),
                Arguments.of(1.0, "07000000000000f03f"), Arguments.of(-0.0, "070000000000000080"),
                Arguments.of("", "0800"), Arguments.of("a\0ÿ", "08036100ff"), Arguments.of("Ā", "09010001"),
                Arguments.of("𝄞", "090234d81edd"), Arguments.of("\udc00\ud800", "090200dc00d8"),
                Arguments.of("x".repeat(300), "08ac02" + "78".repeat(300)),
                Arguments.of(Bytes.copyOf(new byte[]{1, -1}), "0a0201ff"), Arguments.of(Tuple.of(), "0b00"),
                Arguments.of(Tuple.of(null, Tuple.of(1)), "0b02000b010301"),
                Arguments.of(new Pickle(Bytes.copyOf(new byte[]{2})), "0c0102"),
                Arguments.of(new Pickle(Bytes.copyOf(new byte[]{2}), Tuple.of(5)), "0f01020b010305"),
                Arguments.of(Reduced.to("m:f", 5), "1008036d3a660b010305"),
                Arguments.of(new QueueReference(258), "0d0201000000000000"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void formIsAsTheTableSaysAndComesBack(Object data, String hex) {
        Form form = Form.of(data);
        assertEquals(hex, form.hex());
        assertEquals(data, form.decoded());
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7ff8000000000000L, 0x7ff0000000000001L, 0xfff8000012345678L, 0x7ff0000000000000L, 1L})
    void bitsOfADoubleStay(long bits) {
        Object decoded = Form.of(Double.longBitsToDouble(bits)).decoded();
        assertEquals(bits, Double.doubleToRawLongBits((Double) decoded));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 127, 128, 2047, 2048, 2049, 16_383, 16_384, 5000})
    void textsOfEveryLengthComeBack(int length) {
        for (String each : List.of("e", "é", "€", "\ud800")) {
            String text = each.repeat(length);
            assertEquals(text, Form.of(text).decoded());
            assertEquals(text + "\uffff", Form.of(text + "\uffff").decoded());
            assertEquals("\uffff" + text, Form.of("\uffff" + text).decoded());
        }
    }

    @Test
    void referencesAreTheSameObjectsInTheOrderOfTheList() {
        ObjectReference object = () -> 7;
        EndReference end = new EndReference() {
            @Override
            public long channel() {
                return 1;
            }

            @Override
            public boolean sends() {
                return true;
            }
        };
        Form form = Form.of(Tuple.of(object, Tuple.of(1, end), object));
        assertEquals(List.of(object, end, object), form.references());
        assertEquals("0b030e000000000b0203010e010000000e02000000", form.hex());
        Tuple decoded = (Tuple) form.decoded();
        assertSame(object, decoded.items().get(0));
        assertSame(end, ((Tuple) decoded.items().get(1)).items().get(1));
        assertSame(object, decoded.items().get(2));
        Form alone = Form.of(end);
        assertSame(end, alone.decoded());
        assertEquals(List.of(object), Form.of(Reduced.to("m:f", 1, object)).references());
    }

    @Test
    void listOfReferencesMayBeginBeforeTheForm() {
        List<Object> references = new ArrayList<>(List.of("of another form"));
        ObjectReference object = () -> 7;
        MemorySegment memory = Arena.ofAuto().allocate(BinaryForm.size(object));
        BinaryForm.encode(object, memory, 0, references);
        assertSame(object, BinaryForm.decode(memory, 0, memory.byteSize(), references));
    }

    @Test
    void valueWithoutReferencesNeedsNoList() {
        Object data = Tuple.of(1, "two", Tuple.of(3.0));
        assertFalse(BinaryForm.refers(data));
        MemorySegment memory = Arena.ofAuto().allocate(BinaryForm.size(data));
        BinaryForm.encode(data, memory, 0, List.of());
        assertEquals(data, BinaryForm.decode(memory, 0, memory.byteSize(), List.of()));
    }

    @Test
    void tooLittleRoomIsAnError() {
        for (Object data : List.of(1L << 40, 1.0, "text", Bytes.copyOf(new byte[9]), Tuple.of(1, 2))) {
            MemorySegment memory = Arena.ofAuto().allocate(BinaryForm.size(data) - 1);
            assertThrows(IndexOutOfBoundsException.class, () -> BinaryForm.encode(data, memory, 0, List.of()));
            assertThrows(IndexOutOfBoundsException.class,
                    () -> BinaryForm.decode(memory, 0, memory.byteSize() + 1, List.of()));
        }
    }

    @Test
    void heapMemoryWillDoToo() {
        Object data = Tuple.of("ä€", 1L << 40, Bytes.copyOf(new byte[]{1}));
        byte[] array = new byte[(int) BinaryForm.size(data)];
        BinaryForm.encode(data, MemorySegment.ofArray(array), 0, List.of());
        assertArrayEquals(HexFormat.of().parseHex(Form.of(data).hex()), array);
        assertEquals(data, BinaryForm.decode(MemorySegment.ofArray(array), 0, array.length, List.of()));
    }

    @Test
    void tuplesAreNestedAsDeepAsTheLimitOnASmallStack() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> {
            Form form = Form.of(nested(BinaryForm.MAX_DEPTH));
            Object inner = form.decoded();
            for (int depth = 1; depth < BinaryForm.MAX_DEPTH; depth++) {
                inner = assertInstanceOf(Tuple.class, inner).items().get(0);
            }
            assertEquals(List.of(), ((Tuple) inner).items());
        }, "small-stack", 512 << 10);
        thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    @Test
    void deeperTuplesAreRefused() {
        Object deep = nested(BinaryForm.MAX_DEPTH + 1);
        MemorySegment memory = Arena.ofAuto().allocate(1 << 16);
        for (Runnable each : List.<Runnable>of(() -> BinaryForm.size(deep), () -> BinaryForm.refers(deep),
                () -> BinaryForm.encode(deep, memory, 0, List.of()))) {
            assertEquals(
                    "a tuple is nested deeper than 1000 tuples, which has no binary form: flatten it, or pickle it",
                    assertThrows(NotShareableException.class, each::run).getMessage());
        }
        assertTrue(BinaryForm.size(nested(BinaryForm.MAX_DEPTH)) > 0);
    }

    private static Object nested(int depth) {
        Object data = Tuple.of();
        for (int i = 1; i < depth; i++) {
            data = Tuple.of(data);
        }
        return data;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyValueComesBack(long seed) {
        RandomData random = new RandomData(new Random(seed));
        for (int i = 0; i < 3000; i++) {
            Object data = random.next();
            Object decoded = Form.of(data).decoded();
            assertEquals(data, decoded, "seed " + seed + ", value " + i);
            assertEquals(decoded, CrossInterpreterData.of(decoded));
        }
    }
}
