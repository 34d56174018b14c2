package org.clutch.share;

import java.math.BigInteger;

/** What there is to know of a form before it is written. */
final class FormSize {
    private static final int TAG = Byte.BYTES;

    private FormSize() {}

    static long of(Object data, int depth) {
        return switch (data) {
            case null -> TAG;
            case Long number -> TAG + ofNumber(number);
            case Boolean _ -> TAG;
            case Double _ -> TAG + Double.BYTES;
            case String text -> counted(text.length(), FormTag.isLatin(text) ? Byte.BYTES : Character.BYTES);
            case Bytes bytes -> counted(bytes.length(), Byte.BYTES);
            case Pickle pickle -> ofPickle(pickle, depth);
            case Tuple tuple -> ofTuple(tuple, depth);
            case Reduced(String rebuild, Tuple arguments) -> TAG + of(rebuild, depth) + ofTuple(arguments, depth);
            case BigInteger big -> counted(big.bitLength() / Byte.SIZE + 1, Byte.BYTES);
            case QueueReference _ -> TAG + Long.BYTES;
            default -> TAG + Integer.BYTES;
        };
    }

    private static int ofNumber(long number) {
        return number == (byte) number ? Byte.BYTES : number == (int) number ? Integer.BYTES : Long.BYTES;
    }

    private static long ofPickle(Pickle pickle, int depth) {
        long alone = counted(pickle.data().length(), Byte.BYTES);
        return pickle.beside().items().isEmpty() ? alone : alone + ofTuple(pickle.beside(), depth);
    }

    private static long ofTuple(Tuple tuple, int depth) {
        if (depth == BinaryForm.MAX_DEPTH) {
            throw FormTag.tooDeep();
        }
        int count = tuple.items().size();
        long size = counted(count, 0);
        for (int i = 0; i < count; i++) {
            size += of(tuple.items().get(i), depth + 1);
        }
        return size;
    }

    private static long counted(int count, int each) {
        return TAG + ofLength(count) + (long) count * each;
    }

    private static int ofLength(int length) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length | 1);
        return (bits + FormTag.LENGTH_BITS - 1) / FormTag.LENGTH_BITS;
    }

    static boolean refers(Object data, int depth) {
        return switch (data) {
            case null -> false;
            case Long _,Boolean _,Double _,String _,Bytes _,BigInteger _,QueueReference _ -> false;
            case Pickle pickle -> anyRefers(pickle.beside(), depth);
            case Tuple tuple -> anyRefers(tuple, depth);
            case Reduced(_, Tuple arguments) -> anyRefers(arguments, depth);
            default -> true;
        };
    }

    private static boolean anyRefers(Tuple tuple, int depth) {
        if (depth == BinaryForm.MAX_DEPTH) {
            throw FormTag.tooDeep();
        }
        for (int i = 0; i < tuple.items().size(); i++) {
            if (refers(tuple.items().get(i), depth + 1)) {
                return true;
            }
        }
        return false;
    }
}
