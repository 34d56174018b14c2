package org.clutch.testkit;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clutch.share.Bytes;
import org.clutch.share.Pickle;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;

/** Samples of all that {@link org.clutch.share.CrossInterpreterData} lists, the corners of each type among them. */
final class Payloads {
    private static final BigInteger BEYOND = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);

    private Payloads() {}

    /** Gives payloads of every type, none larger than 4 KiB, which every transport must carry. */
    static Stream<Object> samples() {
        return Stream.of(scalars(), strings(), sequences(), references()).flatMap(it -> it);
    }

    private static Stream<Object> scalars() {
        return Stream.of(null, true, false, 0L, 1L, -1L, 255L, 1L << 31, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE,
                BEYOND,
                BEYOND.negate().subtract(BigInteger.ONE), BEYOND.shiftLeft(10_000), BEYOND.shiftLeft(64).negate(), 0.0,
                -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN);
    }

    private static Stream<Object> strings() {
        return Stream.of("", "s", "\0", "a\0b", "\u00e9", "\u20ac", "\uffff", "\ud83e\udd5a", "lone \ud83e",
                "\udd5a lone",
                "x".repeat(3_000), "\u20ac".repeat(1_000),
                IntStream.range(0, 1_300).mapToObj(Character::toString).collect(Collectors.joining()));
    }

    private static Stream<Object> sequences() {
        return Stream.of(bytes(0), bytes(1), bytes(7), bytes(8), bytes(9), bytes(4_000),
                new Pickle(bytes(0)), new Pickle(bytes(3_000)),
                new Pickle(bytes(7), Tuple.of(1L, bytes(40), new Pickle(bytes(2), Tuple.of("s")))), Tuple.of(),
                Tuple.of((Object) null),
                Tuple.of(1L, "s", 2.5, true, null, bytes(3), BEYOND, new Pickle(bytes(5)), Tuple.of(Tuple.of(), 1L)),
                new Tuple(IntStream.range(0, 400).<Object>mapToObj(Long::valueOf).toList()), nested(100));
    }

    private static Stream<Object> references() {
        FakeObjectReference twice = new FakeObjectReference(4);
        return Stream.of(new QueueReference(0), new QueueReference(Long.MAX_VALUE), new FakeEndReference(1, true),
                new FakeEndReference(2, false), new FakeObjectReference(3), twice,
                Tuple.of(twice, 1L, new QueueReference(5), new FakeEndReference(6, true), twice),
                Tuple.of("deep", Tuple.of(Tuple.of(new FakeObjectReference(7)), new FakeEndReference(8, false))));
    }

    /** Gives a payload of about that many bytes. */
    static Bytes bytes(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Bytes.copyOf(content);
    }

    private static Tuple nested(int depth) {
        Tuple tuple = Tuple.of("innermost");
        for (int i = 0; i < depth; i++) {
            tuple = Tuple.of(tuple);
        }
        return tuple;
    }
}
