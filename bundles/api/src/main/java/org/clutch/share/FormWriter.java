package org.clutch.share;

import static org.clutch.share.FormTag.BYTE;
import static org.clutch.share.FormTag.CHAR;
import static org.clutch.share.FormTag.INT;
import static org.clutch.share.FormTag.LONG;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;

/** Writes forms. Each method gives the offset after what it has written. */
final class FormWriter {
    private FormWriter() {}

    static long write(Object data, MemorySegment to, long at, List<Object> references, int depth) {
        return switch (data) {
            case null -> tag(FormTag.NONE, to, at);
            case Long number -> number(number, to, at);
            case Boolean truth -> tag(truth ? FormTag.TRUE : FormTag.FALSE, to, at);
            case Double number -> eight(FormTag.FLOAT, Double.doubleToRawLongBits(number), to, at);
            case String text -> FormTag.isLatin(text) ? latin(text, to, at) : text(text, to, at);
            case Bytes bytes -> array(FormTag.BYTES, bytes.content(), to, at);
            case Pickle pickle -> pickle(pickle, to, at, references, depth);
            case Tuple tuple -> tuple(tuple, to, at, references, depth);
            case Reduced(String rebuild, Tuple arguments) -> tuple(arguments, to,
                    write(rebuild, to, tag(FormTag.REDUCED, to, at), references, depth), references, depth);
            case BigInteger big -> array(FormTag.BIG, big.toByteArray(), to, at);
            case QueueReference(long id) -> eight(FormTag.QUEUE, id, to, at);
            default -> reference(data, to, at, references);
        };
    }

    private static long tag(byte tag, MemorySegment to, long at) {
        to.set(BYTE, at, tag);
        return at + 1;
    }

    private static long number(long number, MemorySegment to, long at) {
        if (number == (byte) number) {
            tag(FormTag.INT8, to, at);
            return tag((byte) number, to, at + 1);
        } else if (number == (int) number) {
            return four(FormTag.INT32, (int) number, to, at);
        }
        return eight(FormTag.INT64, number, to, at);
    }

    private static long four(byte tag, int bits, MemorySegment to, long at) {
        to.set(BYTE, at, tag);
        to.set(INT, at + 1, bits);
        return at + 1 + Integer.BYTES;
    }

    private static long eight(byte tag, long bits, MemorySegment to, long at) {
        to.set(BYTE, at, tag);
        to.set(LONG, at + 1, bits);
        return at + 1 + Long.BYTES;
    }

    private static long counted(byte tag, int count, MemorySegment to, long at) {
        long next = tag(tag, to, at);
        int left = count;
        while (left >= FormTag.LENGTH_MORE) {
            next = tag((byte) (left | FormTag.LENGTH_MORE), to, next);
            left >>>= FormTag.LENGTH_BITS;
        }
        return tag((byte) left, to, next);
    }

    private static long array(byte tag, byte[] bytes, MemorySegment to, long at) {
        long next = counted(tag, bytes.length, to, at);
        MemorySegment.copy(bytes, 0, to, BYTE, next, bytes.length);
        return next + bytes.length;
    }

    @SuppressWarnings("deprecation")
    private static long latin(String text, MemorySegment to, long at) {
        int length = text.length();
        long next = counted(FormTag.LATIN, length, to, at);
        byte[] piece = new byte[Math.min(length, FormTag.PIECE)];
        for (int from = 0; from < length; from += piece.length) {
            int count = Math.min(length - from, piece.length);
            // Deprecated because it takes the low byte of each character, which is what is wanted here.
            text.getBytes(from, from + count, piece, 0);
            MemorySegment.copy(piece, 0, to, BYTE, next + from, count);
        }
        return next + length;
    }

    private static long text(String text, MemorySegment to, long at) {
        int length = text.length();
        long next = counted(FormTag.TEXT, length, to, at);
        char[] piece = new char[Math.min(length, FormTag.PIECE)];
        for (int from = 0; from < length; from += piece.length) {
            int count = Math.min(length - from, piece.length);
            text.getChars(from, from + count, piece, 0);
            MemorySegment.copy(piece, 0, to, CHAR, next + (long) from * Character.BYTES, count);
        }
        return next + (long) length * Character.BYTES;
    }

    private static long pickle(Pickle pickle, MemorySegment to, long at, List<Object> references, int depth) {
        byte[] content = pickle.data().content();
        if (pickle.beside().items().isEmpty()) {
            return array(FormTag.PICKLE, content, to, at);
        }
        return tuple(pickle.beside(), to, array(FormTag.PICKLE_AND, content, to, at), references, depth);
    }

    private static long tuple(Tuple tuple, MemorySegment to, long at, List<Object> references, int depth) {
        if (depth == BinaryForm.MAX_DEPTH) {
            throw FormTag.tooDeep();
        }
        int count = tuple.items().size();
        long next = counted(FormTag.TUPLE, count, to, at);
        for (int i = 0; i < count; i++) {
            next = write(tuple.items().get(i), to, next, references, depth + 1);
        }
        return next;
    }

    private static long reference(Object reference, MemorySegment to, long at, List<Object> references) {
        references.add(reference);
        return four(FormTag.REFERENCE, references.size() - 1, to, at);
    }
}
