package org.clutch.share;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A part of a Java array that is sent as memory: Python gets a {@code memoryview} of unsigned bytes on the very same array. The
 * collector owns the array, so there is nothing to hold, and any number of interpreters may receive it; confined ones only if it
 * is all of the array.
 */
public final class ArrayMemory implements MemoryViewReference {
    private final byte[] array;
    private final int offset;
    private final int length;
    private final boolean readOnly;

    private ArrayMemory(byte[] array, int offset, int length, boolean readOnly) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.readOnly = readOnly;
    }

    /**
     * Shares a whole array.
     *
     * @param array the array itself, not a copy
     * @return what crosses
     */
    public static ArrayMemory of(byte[] array) {
        return of(array, 0, array.length);
    }

    /**
     * Shares a part of an array.
     *
     * @param array the array itself, not a copy
     * @param offset where the part begins
     * @param length how many bytes it has
     * @return what crosses
     * @throws IndexOutOfBoundsException if the array has no such part
     */
    public static ArrayMemory of(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new ArrayMemory(array, offset, length, false);
    }

    /**
     * Gives the same memory for receivers that may only read it.
     *
     * @return what crosses
     */
    public ArrayMemory asReadOnly() {
        return new ArrayMemory(array, offset, length, true);
    }

    /**
     * Gives the array, for engines: whoever is given read-only memory must not get at it.
     *
     * @return the array itself
     */
    public byte[] array() {
        return array;
    }

    /**
     * Says where the shared part begins.
     *
     * @return the index in {@link #array()}
     */
    public int offset() {
        return offset;
    }

    /**
     * Says how large the shared part is.
     *
     * @return the number of bytes
     */
    public int length() {
        return length;
    }

    @Override
    public MemorySegment segment() {
        MemorySegment part = MemorySegment.ofArray(array).asSlice(offset, length);
        return readOnly ? part.asReadOnly() : part;
    }

    @Override
    public ViewLayout layout() {
        return ViewLayout.ofBytes(length);
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public void release() {
        // The collector does it.
    }

    @Override
    public String toString() {
        return "ArrayMemory[length=" + length + (readOnly ? ", read-only]" : "]");
    }
}
