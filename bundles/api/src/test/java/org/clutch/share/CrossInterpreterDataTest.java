package org.clutch.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossInterpreterDataTest {
    @Test
    void membersOfTheSetCrossAsTheyAre() {
        List.of(1L, "s", 1.5, true, Bytes.copyOf(new byte[1]), Tuple.of(1), new Pickle(Bytes.copyOf(new byte[1])),
                new QueueReference(1), Reduced.to("m:f", 1), (ObjectReference) () -> 1, ArrayMemory.of(new byte[1]))
                .forEach(value -> assertSame(value, CrossInterpreterData.of(value)));
        assertNull(CrossInterpreterData.of(null));
    }

    @Test
    void otherBoxesBecomeTheirPythonType() {
        assertEquals(Arrays.asList(1L, 2L, 3L, 0.5, "c"),
                Arrays.asList(CrossInterpreterData.of(1), CrossInterpreterData.of((short) 2),
                        CrossInterpreterData.of((byte) 3), CrossInterpreterData.of(0.5f),
                        CrossInterpreterData.of('c')));
    }

    @Test
    void bigIntegerIsALongExactlyIfItFits() {
        BigInteger max = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger min = BigInteger.valueOf(Long.MIN_VALUE);
        assertEquals(Long.MAX_VALUE, CrossInterpreterData.of(max));
        assertEquals(Long.MIN_VALUE, CrossInterpreterData.of(min));
        assertEquals(max.add(BigInteger.ONE), CrossInterpreterData.of(max.add(BigInteger.ONE)));
        assertEquals(min.subtract(BigInteger.ONE), CrossInterpreterData.of(min.subtract(BigInteger.ONE)));
    }

    @Test
    void bytesAreCopiedOnTheWayInAndOut() {
        byte[] source = {1, 2};
        Bytes bytes = (Bytes) CrossInterpreterData.of(source);
        source[0] = 9;
        bytes.toByteArray()[0] = 9;
        assertEquals(Bytes.copyOf(new byte[]{1, 2}), bytes);
        assertEquals(bytes.hashCode(), Bytes.copyOf(new byte[]{1, 2}).hashCode());
        assertNotEquals(Bytes.copyOf(new byte[]{1, 3}), bytes);
        assertEquals(2, bytes.length());
    }

    @Test
    void tupleConvertsItsItemsAndCannotBeChanged() {
        List<Object> source = new ArrayList<>(Arrays.asList(1, null, List.of(2)));
        Tuple tuple = (Tuple) CrossInterpreterData.of(source);
        source.clear();
        assertEquals(Arrays.asList(1L, null, Tuple.of(2L)), tuple.items());
        assertThrows(UnsupportedOperationException.class, () -> tuple.items().add(1));
        assertEquals(List.of(), Tuple.of().items());
    }

    @Test
    void offenderIsNamedWithItsPathAndType() {
        assertEquals("value is of type java.lang.Object, which cannot cross between interpreters",
                refusal(() -> CrossInterpreterData.of(new Object())));
        assertEquals("args[1][0][2] is of type int[], which cannot cross between interpreters",
                refusal(() -> CrossInterpreterData.of(List.of(List.of(1, 2, new int[0])), "args[1]")));
        assertEquals("value[1] is of type java.lang.Thread, which cannot cross between interpreters",
                refusal(() -> Tuple.of(1, Thread.currentThread())));
    }

    @Test
    void bufferAndSegmentShareTheirArray() {
        byte[] array = {0, 1, 2, 3, 4, 5};
        ByteBuffer buffer = ByteBuffer.wrap(array, 1, 4).slice().position(1);
        ArrayMemory ofBuffer = (ArrayMemory) CrossInterpreterData.of(buffer);
        assertSame(array, ofBuffer.array());
        assertEquals(List.of(2, 3), List.of(ofBuffer.offset(), ofBuffer.length()));
        ArrayMemory ofSegment = (ArrayMemory) CrossInterpreterData.of(MemorySegment.ofArray(array).asSlice(3, 2));
        assertSame(array, ofSegment.array());
        assertEquals(List.of(3, 2), List.of(ofSegment.offset(), ofSegment.length()));
    }

    @Test
    void memoryThatIsNoWritableByteArrayDoesNotCross() {
        List.of(ByteBuffer.allocateDirect(1), ByteBuffer.allocate(1).asReadOnlyBuffer(),
                MemorySegment.ofArray(new int[1]), MemorySegment.ofArray(new byte[1]).asReadOnly())
                .forEach(each -> assertThrows(NotShareableException.class, () -> CrossInterpreterData.of(each)));
    }

    @Test
    void mapDoesNotCross() {
        assertThrows(NotShareableException.class, () -> CrossInterpreterData.of(Map.of()));
    }

    private static String refusal(Runnable action) {
        return assertThrows(NotShareableException.class, action::run).getMessage();
    }
}
