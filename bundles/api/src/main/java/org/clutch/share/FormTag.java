package org.clutch.share;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The tags and layouts in the table of {@link BinaryForm}. */
final class FormTag {
    static final byte NONE = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte INT8 = 3;
    static final byte INT32 = 4;
    static final byte INT64 = 5;
    static final byte BIG = 6;
    static final byte FLOAT = 7;
    static final byte LATIN = 8;
    static final byte TEXT = 9;
    static final byte BYTES = 10;
    static final byte TUPLE = 11;
    static final byte PICKLE = 12;
    static final byte QUEUE = 13;
    static final byte REFERENCE = 14;
    static final byte PICKLE_AND = 15;
    static final byte REDUCED = 16;

    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfChar CHAR = ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The bits of a length in one byte, and the bit that says that there are more. */
    static final int LENGTH_BITS = 7;
    static final int LENGTH_MORE = 1 << LENGTH_BITS;

    /** Longer texts are looked at and copied in pieces of this many characters, which is faster and makes little garbage. */
    static final int PIECE = 1024;
    private static final int SHORT = 32;
    private static final int LATIN_MOST = 0xFF;

    private FormTag() {}

    /** Says whether each character fits one byte. */
    static boolean isLatin(String text) {
        return text.length() <= SHORT ? isLatinEach(text) : isLatinInPieces(text);
    }

    private static boolean isLatinEach(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LATIN_MOST) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLatinInPieces(String text) {
        int length = text.length();
        char[] piece = new char[Math.min(length, PIECE)];
        for (int from = 0; from < length; from += piece.length) {
            int count = Math.min(length - from, piece.length);
            text.getChars(from, from + count, piece, 0);
            int all = 0;
            for (int i = 0; i < count; i++) {
                all |= piece[i];
            }
            if (all > LATIN_MOST) {
                return false;
            }
        }
        return true;
    }

    static NotShareableException tooDeep() {
        return new NotShareableException("a tuple is nested deeper than " + BinaryForm.MAX_DEPTH
                + " tuples, which has no binary form: flatten it, or pickle it");
    }
}
