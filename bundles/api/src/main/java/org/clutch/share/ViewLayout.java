package org.clutch.share;

import java.util.List;

/**
 * Where the items of a {@code memoryview} are, in Python's terms.
 *
 * @param format what an item is, as the module {@code struct} writes it: {@code "B"} for unsigned bytes
 * @param itemSize the size of an item, in bytes
 * @param shape the number of items in each dimension; empty for a single item
 * @param strides how far an item is from the next one in each dimension, in bytes; may be negative
 * @param origin where the item with all indices 0 begins, in bytes from the start of the segment
 */
public record ViewLayout(String format, int itemSize, List<Integer> shape, List<Integer> strides, long origin) {
    /** Copies the lists. */
    public ViewLayout {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /**
     * Describes unsigned bytes in a row.
     *
     * @param length how many
     * @return the layout
     */
    public static ViewLayout ofBytes(int length) {
        return new ViewLayout("B", 1, List.of(length), List.of(1), 0);
    }
}
