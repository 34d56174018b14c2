package org.clutch.share;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.sync.Synchronizer;

/**
 * What can cross from one interpreter to another, in its Java form. The set is closed and every member is immutable, but for
 * the memory behind a {@link MemoryViewReference} or a {@link RegionReference}:
 *
 * <table>
 * <caption>Python objects and their form between two interpreters</caption>
 * <tr><th>Python</th><th>Java</th></tr>
 * <tr><td>{@code None}</td><td>{@code null}</td></tr>
 * <tr><td>{@code bool}</td><td>{@link Boolean}</td></tr>
 * <tr><td>{@code int} of at most 64 bits</td><td>{@link Long} ({@link Integer} is accepted and becomes one)</td></tr>
 * <tr><td>{@code int} beyond</td><td>{@link BigInteger}</td></tr>
 * <tr><td>{@code float}</td><td>{@link Double}</td></tr>
 * <tr><td>{@code str}</td><td>{@link String}</td></tr>
 * <tr><td>{@code bytes}</td><td>{@link Bytes}</td></tr>
 * <tr><td>{@code tuple} of shareable values</td><td>{@link Tuple}</td></tr>
 * <tr><td>{@code Queue}</td><td>{@link QueueReference}</td></tr>
 * <tr><td>an end of a channel</td><td>{@link EndReference}</td></tr>
 * <tr><td>a lock or its like of {@code clutch.sync}</td><td>{@link SynchronizerReference}</td></tr>
 * <tr><td>{@code SharedObjectProxy}</td><td>{@link ObjectReference}</td></tr>
 * <tr><td>{@code memoryview}</td><td>{@link MemoryViewReference}</td></tr>
 * <tr><td>{@code clutch.shared.Buffer}, {@code Array}</td><td>{@link RegionReference}</td></tr>
 * <tr><td>an object that a {@link CrossInterpreterType} knows</td><td>{@link Reduced}</td></tr>
 * <tr><td>any other object that pickles</td><td>{@link Pickle}</td></tr>
 * </table>
 *
 * <p>A {@code str} that holds surrogates crosses as a {@link Pickle}, because a Java string would join a pair of them.
 * {@link BinaryForm} is what these values are outside the heap.
 */
public final class CrossInterpreterData {
    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private CrossInterpreterData() {}

    /**
     * Gives the canonical cross-interpreter form of a Java value. Beside the members of the set it takes the other
     * integral boxes, {@link Float}, {@link Character}, {@code byte[]} (copied) {@link List} (which becomes a
     * {@link Tuple}), {@link InterpreterQueue}, {@link SendEnd}, {@link ReceiveEnd}, {@link Synchronizer} and {@link Region}
     * (which become references), and as shared memory a {@link ByteBuffer} from its position to its limit or a {@link MemorySegment}, if
     * it is a part of a {@code byte[]} and not read-only (it becomes an {@link ArrayMemory}).
     *
     * @param value any object, or null for {@code None}
     * @return the value that crosses, equal in meaning
     * @throws NotShareableException if the value, or an element of it, is of any other type; the message names the type
     *             and the path to it
     */
    public static Object of(Object value) {
        return of(value, "value");
    }

    /**
     * Does what {@link #of(Object)} does, for a value that has a name.
     *
     * @param value any object, or null for {@code None}
     * @param path how an error calls the value, such as {@code args[1]}
     * @return the value that crosses
     * @throws NotShareableException if the value, or an element of it, cannot cross
     */
    public static Object of(Object value, String path) {
        return isMember(value) ? value : other(value, path);
    }

    /** Says whether a value is in the set as it is. */
    static boolean isMember(Object value) {
        return switch (value) {
            case null -> true;
            case Long _,String _,Double _,Boolean _,Bytes _,Tuple _,Pickle _,QueueReference _,EndReference _,ObjectReference _,MemoryViewReference _,SynchronizerReference _,RegionReference _,Reduced _ ->
                true;
            default -> false;
        };
    }

    private static Object other(Object value, String path) {
        return switch (value) {
            case Integer i -> i.longValue();
            case BigInteger big -> fitsLong(big) ? (Object) big.longValue() : big;
            case Short s -> s.longValue();
            case Byte b -> b.longValue();
            case Float f -> f.doubleValue();
            case Character c -> c.toString();
            case InterpreterQueue queue -> new QueueReference(queue.id());
            case SendEnd end -> end.reference();
            case ReceiveEnd end -> end.reference();
            case Synchronizer synchronizer -> synchronizer.reference();
            case Region region -> region.reference();
            case byte[] bytes -> Bytes.copyOf(bytes);
            case ByteBuffer buffer when buffer.hasArray() -> ArrayMemory.of(buffer.array(),
                    buffer.arrayOffset() + buffer.position(), buffer.remaining());
            case MemorySegment segment when segment.heapBase().orElse(null) instanceof byte[] array ->
                ArrayMemory.of(array, (int) segment.address(), (int) segment.byteSize());
            case List<?> list -> Tuple.of(list, path);
            default -> throw new NotShareableException(path, value.getClass().getTypeName());
        };
    }

    private static boolean fitsLong(BigInteger big) {
        return big.compareTo(MIN_LONG) >= 0 && big.compareTo(MAX_LONG) <= 0;
    }
}
