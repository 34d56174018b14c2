package org.clutch.engine.graalpy.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Ints or floats that cross many at once: 64 bits of each, in the machine's order, as {@code _clutch/batches.py} has them. The
 * engine takes a step for each object of a list, and none for those of an array.
 */
final class Numbers {
    /** Of fewer, each crosses by itself: they are quicker that way. As in {@code _clutch/batches.py}. */
    private static final int MANY = 16;
    /** More have no room in an array. */
    private static final int MOST = Integer.MAX_VALUE / Long.BYTES - 1;

    private Numbers() {}

    /** Gives what Python has packed. */
    static List<Object> fromPython(boolean floats, byte[] packed) {
        ByteBuffer buffer = ByteBuffer.wrap(packed).order(ByteOrder.nativeOrder());
        List<Object> numbers = new ArrayList<>(packed.length / Long.BYTES);
        while (buffer.hasRemaining()) {
            numbers.add(floats ? (Object) buffer.getDouble() : (Object) buffer.getLong());
        }
        return numbers;
    }

    /** Packs numbers for Python; gives null if they are too few or too many, or neither all ints of 64 bits nor all floats. */
    static Crossed toPython(List<Object> numbers) {
        if (numbers.size() < MANY || numbers.size() > MOST) {
            return null;
        }
        Class<?> type = numbers.getFirst() instanceof Double ? Double.class : Long.class;
        ByteBuffer buffer = ByteBuffer.allocate(numbers.size() * Long.BYTES).order(ByteOrder.nativeOrder());
        for (Object number : numbers) {
            if (number == null || number.getClass() != type) {
                return null;
            }
            buffer.putLong(number instanceof Double real ? Double.doubleToRawLongBits(real) : (Long) number);
        }
        return Crossed.numbers(type == Double.class, buffer.array());
    }
}
