package org.clutch.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayMemoryTest {
    private final byte[] array = {0, 1, 2, 3};

    @Test
    void segmentAndBufferAreTheArray() {
        ArrayMemory memory = ArrayMemory.of(array, 1, 2);
        memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
        memory.asByteBuffer().put(1, (byte) 8);
        assertEquals(List.of((byte) 0, (byte) 9, (byte) 8, (byte) 3),
                List.of(array[0], array[1], array[2], array[3]));
        assertEquals(new ViewLayout("B", 1, List.of(2), List.of(1), 0), memory.layout());
        assertFalse(memory.isReadOnly());
    }

    @Test
    void readOnlyMemoryCannotBeWritten() {
        ArrayMemory memory = ArrayMemory.of(array).asReadOnly();
        assertTrue(memory.isReadOnly());
        assertThrows(IllegalArgumentException.class, () -> memory.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 9));
        assertThrows(ReadOnlyBufferException.class, () -> memory.asByteBuffer().put(0, (byte) 9));
        assertEquals(2, memory.asByteBuffer().get(2));
    }

    @Test
    void partOutsideTheArrayIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> ArrayMemory.of(array, 2, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> ArrayMemory.of(array, -1, 1));
        assertEquals(0, ArrayMemory.of(array, 4, 0).length());
    }
}
