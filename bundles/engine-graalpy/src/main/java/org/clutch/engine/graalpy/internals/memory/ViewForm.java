package org.clutch.engine.graalpy.internals.memory;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.clutch.share.ViewLayout;

/**
 * What makes a view: which bytes of a memory, and how they are items. The objects of the engine in it are immutable and belong
 * to no context.
 *
 * @param memory that of the exporter, writable: off-heap, or the beginning of a Java array, which may be larger
 * @param size the size of all items, in bytes
 * @param itemSize the size of an item, in bytes
 * @param kind the engine's own form of the format
 * @param format the engine's own string, or null for unsigned bytes
 * @param offset where the item with all indices 0 begins
 * @param shape null for a single item
 * @param strides null for a single item
 * @param flags the engine's own
 */
record ViewForm(MemorySegment memory, int size, boolean readOnly, int itemSize, Object kind, Object format,
        int dimensions, int offset, int[] shape, int[] strides, int flags) {
    /** Says whether all items are within the memory. They are not once the exporter was made smaller. */
    boolean fits() {
        return low() >= 0 && high() <= memory.byteSize();
    }

    /** Says whether the items are all of a Java array, so that nothing lies beyond them or between them. */
    boolean isWhole() {
        return !memory.isNative() && low() == 0 && high() == ((byte[]) memory.heapBase().orElseThrow()).length
                && isDense();
    }

    /** Says whether each dimension steps over just what those with shorter steps have. */
    private boolean isDense() {
        List<Integer> byStep = IntStream.range(0, dimensions).filter(i -> shape[i] > 1).boxed()
                .sorted(Comparator.comparingInt(i -> Math.abs(strides[i]))).toList();
        long expected = itemSize;
        for (int i : byStep) {
            if (Math.abs((long) strides[i]) != expected) {
                return false;
            }
            expected *= shape[i];
        }
        return true;
    }

    /** Gives the index of the first byte that an item has. */
    long low() {
        return isEmpty() ? Math.clamp(offset, 0, memory.byteSize()) : offset + reach(true);
    }

    /** Gives the index after the last byte that an item has. */
    long high() {
        return isEmpty() ? low() : offset + reach(false) + itemSize;
    }

    private boolean isEmpty() {
        return shape != null && Arrays.stream(shape).anyMatch(n -> n == 0);
    }

    /** Gives the way from the item with all indices 0 to the item that is farthest down, or up. */
    private long reach(boolean down) {
        return IntStream.range(0, dimensions).mapToLong(i -> (shape[i] - 1L) * strides[i])
                .filter(way -> way < 0 == down).sum();
    }

    ViewLayout layout() {
        return new ViewLayout(format == null ? "B" : format.toString(), itemSize, listed(shape), listed(strides),
                offset - low());
    }

    private static List<Integer> listed(int[] numbers) {
        return numbers == null ? List.of() : Arrays.stream(numbers).boxed().toList();
    }
}
