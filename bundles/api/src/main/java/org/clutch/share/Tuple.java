package org.clutch.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Python {@code tuple} between two interpreters.
 *
 * @param items the elements in order, each a {@linkplain CrossInterpreterData member of the closed set}; immutable, may
 *            hold null for {@code None}
 */
public record Tuple(List<Object> items) {
    /**
     * Makes a tuple of Java values.
     *
     * @param items the elements, converted as {@link CrossInterpreterData#of(Object)} says
     * @throws NotShareableException if an element cannot cross
     */
    public Tuple(List<Object> items) {
        this.items = convert(items, "value");
    }

    /**
     * Makes a tuple of Java values.
     *
     * @param items the elements, converted as {@link CrossInterpreterData#of(Object)} says
     * @return the tuple
     * @throws NotShareableException if an element cannot cross
     */
    public static Tuple of(Object... items) {
        return new Tuple(Arrays.asList(items));
    }

    static Tuple of(List<?> items, String path) {
        return new Tuple(convert(items, path));
    }

    private static List<Object> convert(List<?> items, String path) {
        if (items instanceof TupleItems converted) {
            return converted;
        }
        List<Object> converted = new ArrayList<>(items.size());
        for (Object item : items) {
            // A path is made only for what may need it.
            converted.add(CrossInterpreterData.isMember(item)
                    ? item
                    : CrossInterpreterData.of(item, path + "[" + converted.size() + "]"));
        }
        return new TupleItems(converted.toArray());
    }
}
