package org.clutch.share;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The one binary form of {@linkplain CrossInterpreterData cross-interpreter data}, for transports that keep messages outside
 * the heap or send them away. A form is a tag of one byte, and what the tag says:
 *
 * <table>
 * <caption>Tags, and what follows them</caption>
 * <tr><th>tag</th><th>value</th><th>what follows</th></tr>
 * <tr><td>0</td><td>null</td><td>nothing</td></tr>
 * <tr><td>1</td><td>{@code false}</td><td>nothing</td></tr>
 * <tr><td>2</td><td>{@code true}</td><td>nothing</td></tr>
 * <tr><td>3</td><td>{@link Long} in -128 to 127</td><td>1 byte</td></tr>
 * <tr><td>4</td><td>{@link Long} of 32 bits</td><td>4 bytes</td></tr>
 * <tr><td>5</td><td>{@link Long}</td><td>8 bytes</td></tr>
 * <tr><td>6</td><td>{@link java.math.BigInteger}</td><td>length in bytes, two's complement with the highest byte
 * first</td></tr>
 * <tr><td>7</td><td>{@link Double}</td><td>8 bytes: its bits, those of a NaN too</td></tr>
 * <tr><td>8</td><td>{@link String} of Latin-1 characters</td><td>length in chars, one byte each</td></tr>
 * <tr><td>9</td><td>{@link String}</td><td>length in chars, two bytes each; surrogates need no partner</td></tr>
 * <tr><td>10</td><td>{@link Bytes}</td><td>length in bytes, the bytes</td></tr>
 * <tr><td>11</td><td>{@link Tuple}</td><td>number of elements, the form of each</td></tr>
 * <tr><td>12</td><td>{@link Pickle} with nothing beside it</td><td>length in bytes, the pickle</td></tr>
 * <tr><td>13</td><td>{@link QueueReference}</td><td>8 bytes: the id</td></tr>
 * <tr><td>14</td><td>anything else</td><td>4 bytes: where in the list of references it is</td></tr>
 * <tr><td>15</td><td>{@link Pickle}</td><td>length in bytes, the pickle, the form of the tuple beside it</td></tr>
 * <tr><td>16</td><td>{@link Reduced}</td><td>the form of the name, the form of the tuple of arguments</td></tr>
 * </table>
 *
 * <p>Numbers of 2, 4 and 8 bytes are little-endian. Lengths are unsigned LEB128: 7 bits a byte, lowest first, the highest bit
 * set in all bytes but the last. Nothing is aligned. Of several forms that fit a value it gets the shortest.
 *
 * <p>The references of the set, such as {@link EndReference} and {@link ObjectReference}, are rights, which no bytes can
 * give. They stay objects, in a list beside the form that whoever carries it hands over with it. What such a list cannot
 * follow must not be sent.
 *
 * <p>All methods are pure functions; any thread may call.
 */
public final class BinaryForm {
    /** How deep tuples may be nested. */
    public static final int MAX_DEPTH = 1000;

    private BinaryForm() {}

    /**
     * Says how long a form will be.
     *
     * @param data cross-interpreter data, or null
     * @return the exact size, in bytes
     * @throws NotShareableException if tuples are nested deeper than {@link #MAX_DEPTH}
     */
    public static long size(Object data) {
        return FormSize.of(data, 0);
    }

    /**
     * Says whether there are references in a value, so that its form alone is not enough.
     *
     * @param data cross-interpreter data, or null
     * @return true if {@link #encode} will put something into the list
     * @throws NotShareableException if tuples are nested deeper than {@link #MAX_DEPTH}
     */
    public static boolean refers(Object data) {
        return FormSize.refers(data, 0);
    }

    /**
     * Writes a form.
     *
     * @param data cross-interpreter data, or null
     * @param to where to; the {@linkplain #size(Object) size} of it must fit
     * @param offset where in that memory it begins, in bytes
     * @param references takes what has no binary form, at its end; may be immutable if there is none
     * @return where the form ends, in bytes
     * @throws NotShareableException if tuples are nested deeper than {@link #MAX_DEPTH}
     * @throws IndexOutOfBoundsException if there is too little room; the room that there was may have been written to
     */
    public static long encode(Object data, MemorySegment to, long offset, List<Object> references) {
        return FormWriter.write(data, to, offset, references, 0);
    }

    /**
     * Reads a form. It may be in memory that changes meanwhile: then the result is any value, or this fails.
     *
     * @param from where from
     * @param offset where in that memory it begins, in bytes
     * @param size how long it is, in bytes
     * @param references what {@link #encode} put into its list
     * @return the value
     * @throws CorruptFormException if that is no form, or not all of one, or there is more
     * @throws IndexOutOfBoundsException if that is not within the memory
     */
    public static Object decode(MemorySegment from, long offset, long size, List<?> references) {
        return new FormReader(from, offset, size, references).whole();
    }
}
