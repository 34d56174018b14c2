package org.clutch.share;

import static org.clutch.share.FormTag.BYTE;
import static org.clutch.share.FormTag.CHAR;
import static org.clutch.share.FormTag.INT;
import static org.clutch.share.FormTag.LONG;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Reads one form. It reads each byte once and checks what it has read before it acts on it, so it does no harm where the
 * bytes are wrong, or change under its eyes. What it allocates is in proportion to the size of the form.
 */
final class FormReader {
    private final MemorySegment from;
    private final long start;
    private final long end;
    private final List<?> references;
    private long at;
    /** How many elements of the tuples around are still to come: a byte at least each. */
    private long owed;

    FormReader(MemorySegment from, long offset, long size, List<?> references) {
        Objects.checkFromIndexSize(offset, size, from.byteSize());
        this.from = from;
        this.start = offset;
        this.at = offset;
        this.end = offset + size;
        this.references = references;
    }

    Object whole() {
        Object data = value(0);
        if (at != end) {
            throw corrupt("the form ends here, but there is more");
        }
        return data;
    }

    private Object value(int depth) {
        byte tag = one();
        return switch (tag) {
            case FormTag.NONE -> null;
            case FormTag.FALSE -> Boolean.FALSE;
            case FormTag.TRUE -> Boolean.TRUE;
            case FormTag.INT8 -> (long) one();
            case FormTag.INT32 -> (long) four();
            case FormTag.INT64 -> eight();
            case FormTag.FLOAT -> Double.longBitsToDouble(eight());
            case FormTag.LATIN -> new String(array(), StandardCharsets.ISO_8859_1);
            case FormTag.TEXT -> text();
            case FormTag.BYTES -> Bytes.of(array());
            case FormTag.TUPLE -> tuple(depth);
            case FormTag.PICKLE -> new Pickle(Bytes.of(array()));
            case FormTag.PICKLE_AND -> new Pickle(Bytes.of(array()), beside(depth));
            case FormTag.REDUCED -> reduced(depth);
            case FormTag.BIG -> big();
            case FormTag.QUEUE -> new QueueReference(eight());
            case FormTag.REFERENCE -> reference();
            default -> throw corrupt("there is no tag " + tag);
        };
    }

    private long advance(long bytes) {
        if (bytes > end - at) {
            throw corrupt("cut off: " + bytes + " more bytes should be here");
        }
        long before = at;
        at += bytes;
        return before;
    }

    private byte one() {
        return from.get(BYTE, advance(1));
    }

    private int four() {
        return from.get(INT, advance(Integer.BYTES));
    }

    private long eight() {
        return from.get(LONG, advance(Long.BYTES));
    }

    private int length() {
        long length = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += FormTag.LENGTH_BITS) {
            byte next = one();
            length |= (long) (next & (FormTag.LENGTH_MORE - 1)) << shift;
            if (next >= 0) {
                if (length > Integer.MAX_VALUE) {
                    break;
                }
                return (int) length;
            }
        }
        throw corrupt("a length is beyond 31 bits");
    }

    private byte[] array() {
        int length = length();
        long begin = advance(length);
        byte[] bytes = new byte[length];
        MemorySegment.copy(from, BYTE, begin, bytes, 0, length);
        return bytes;
    }

    private String text() {
        int length = length();
        long begin = advance((long) length * Character.BYTES);
        char[] chars = new char[length];
        MemorySegment.copy(from, CHAR, begin, chars, 0, length);
        return new String(chars);
    }

    private Object big() {
        byte[] bytes = array();
        try {
            return CrossInterpreterData.of(new BigInteger(bytes));
        } catch (NumberFormatException | ArithmeticException e) {
            throw corrupt("an int of " + bytes.length + " bytes");
        }
    }

    private Reduced reduced(int depth) {
        byte tag = one();
        if (tag != FormTag.LATIN && tag != FormTag.TEXT) {
            throw corrupt("a str should be here and not tag " + tag);
        }
        String rebuild = tag == FormTag.TEXT ? text() : new String(array(), StandardCharsets.ISO_8859_1);
        Tuple arguments = beside(depth);
        try {
            return new Reduced(rebuild, arguments);
        } catch (IllegalArgumentException e) {
            throw corrupt(e.getMessage());
        }
    }

    private Tuple beside(int depth) {
        byte tag = one();
        if (tag != FormTag.TUPLE) {
            throw corrupt("a tuple should be here and not tag " + tag);
        }
        return tuple(depth);
    }

    private Tuple tuple(int depth) {
        if (depth == BinaryForm.MAX_DEPTH) {
            throw corrupt("tuples are nested deeper than " + BinaryForm.MAX_DEPTH);
        }
        int count = length();
        if (count > end - at - owed) {
            throw corrupt("cut off: a tuple of " + count + " elements cannot be in " + (end - at - owed) + " bytes");
        }
        owed += count;
        Object[] items = new Object[count];
        for (int i = 0; i < count; i++) {
            owed--;
            items[i] = value(depth + 1);
        }
        return new Tuple(new TupleItems(items));
    }

    private Object reference() {
        int index = four();
        if (index < 0 || index >= references.size()) {
            throw corrupt("there is no reference " + index + ", only " + references.size());
        }
        return references.get(index);
    }

    private CorruptFormException corrupt(String what) {
        return new CorruptFormException(
                "not the binary form of a value: byte " + (at - start) + " of " + (end - start) + ": " + what);
    }
}
