package org.clutch.share;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random members of the closed set. */
final class RandomData {
    private static final int DEPTH = 4;

    private final Random random;

    RandomData(Random random) {
        this.random = random;
    }

    Object next() {
        return next(DEPTH);
    }

    private Object next(int depth) {
        return switch (random.nextInt(depth == 0 ? 11 : 14)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(Long.SIZE);
            case 3 -> CrossInterpreterData.of(new BigInteger(random.nextInt(400), random).negate());
            case 4 -> CrossInterpreterData.of(new BigInteger(random.nextInt(400), random));
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> text(0x100);
            case 7 -> text(0x10000);
            case 8 -> bytes();
            case 9 -> random.nextBoolean() ? pickle(depth) : new QueueReference(random.nextLong());
            case 10 -> new Owned(random.nextLong());
            case 11 -> new Reduced("module:" + random.nextInt(), tuple(depth - 1));
            default -> tuple(depth - 1);
        };
    }

    private record Owned(long owner) implements ObjectReference {}

    /** Most are short; surrogates come alone and in any order. */
    private String text(int bound) {
        StringBuilder text = new StringBuilder();
        for (int left = length(); left > 0; left--) {
            text.append((char) (random.nextInt(4) == 0 ? 0xD800 + random.nextInt(0x800) : random.nextInt(bound)));
        }
        return text.toString();
    }

    private Bytes bytes() {
        byte[] bytes = new byte[length()];
        random.nextBytes(bytes);
        return Bytes.copyOf(bytes);
    }

    private int length() {
        return random.nextInt(1 << random.nextInt(10));
    }

    private Pickle pickle(int depth) {
        return depth > 0 && random.nextBoolean() ? new Pickle(bytes(), tuple(depth - 1)) : new Pickle(bytes());
    }

    private Tuple tuple(int depth) {
        List<Object> items = new ArrayList<>();
        for (int left = random.nextInt(6); left > 0; left--) {
            items.add(next(depth));
        }
        return new Tuple(items);
    }
}
