package org.clutch.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no form are refused, whatever they are. */
@Timeout(60)
class CorruptFormTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         | byte 0 of 0: cut off: 1 more bytes should be here
            11         | byte 1 of 1: there is no tag 17
            1000       | byte 2 of 2: a str should be here and not tag 0
            10080161   | byte 4 of 4: cut off: 1 more bytes should be here
            100801610b00 | byte 6 of 6: 'a' does not name a callable: module:qualname
            0f0000     | byte 3 of 3: a tuple should be here and not tag 0
            ff         | byte 1 of 1: there is no tag -1
            0000       | byte 1 of 2: the form ends here, but there is more
            04000000   | byte 1 of 4: cut off: 4 more bytes should be here
            0805616263 | byte 2 of 5: cut off: 5 more bytes should be here
            09026100   | byte 2 of 4: cut off: 4 more bytes should be here
            0affffffff07 | byte 6 of 6: cut off: 2147483647 more bytes should be here
            0affffffff08 | byte 6 of 6: a length is beyond 31 bits
            0affffffffff | byte 6 of 6: a length is beyond 31 bits
            0bffffffff07 | byte 6 of 6: cut off: a tuple of 2147483647 elements cannot be in 0 bytes
            0b020b0200   | byte 4 of 5: cut off: a tuple of 2 elements cannot be in 0 bytes
            0600         | byte 2 of 2: an int of 0 bytes
            0e00000000   | byte 5 of 5: there is no reference 0, only 0
            0effffffff   | byte 5 of 5: there is no reference -1, only 0
            """)
    void errorSaysWhatIsWrongAndWhere(String hex, String text) {
        byte[] form = HexFormat.of().parseHex(hex);
        assertEquals("not the binary form of a value: " + text,
                assertThrows(CorruptFormException.class, () -> decode(form, List.of())).getMessage());
    }

    @Test
    void nestingIsLimited() {
        byte[] form = new byte[2 * BinaryForm.MAX_DEPTH + 3];
        for (int i = 0; i < form.length - 1; i += 2) {
            form[i] = FormTag.TUPLE;
            form[i + 1] = 1;
        }
        assertTrue(assertThrows(CorruptFormException.class, () -> decode(form, List.of())).getMessage()
                .endsWith("tuples are nested deeper than 1000"));
    }

    /** Each of a thousand tuples claims all that is left: to believe them would take gigabytes. */
    @Test
    void whatIsClaimedIsNotBelieved() {
        byte[] form = new byte[4 << 20];
        for (int i = 0; i < 5 * BinaryForm.MAX_DEPTH; i += 5) {
            System.arraycopy(HexFormat.of().parseHex("0b80808001"), 0, form, i, 5);
        }
        assertThrows(CorruptFormException.class, () -> decode(form, List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void everyCutIsNoticed(long seed) {
        RandomData random = new RandomData(new Random(seed));
        for (int i = 0; i < 200; i++) {
            List<Object> references = new ArrayList<>();
            byte[] form = encode(random.next(), references);
            for (int length = 0; length < form.length; length++) {
                byte[] cut = Arrays.copyOf(form, length);
                assertThrows(CorruptFormException.class, () -> decode(cut, references));
            }
        }
    }

    /** Changed bytes give another value or the one exception, and nothing else ever. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void changedBytesGiveAValueOrTheError(long seed) {
        Random random = new Random(seed);
        RandomData data = new RandomData(random);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Object> references = new ArrayList<>();
            byte[] form = encode(data.next(), references);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                form[random.nextInt(form.length)] = (byte) random.nextInt(random.nextBoolean() ? 17 : 256);
            }
            try {
                Object other = decode(form, references);
                assertEquals(other, decode(encode(other, references), references));
            } catch (CorruptFormException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, () -> "the changes were too mild");
    }

    private static byte[] encode(Object data, List<Object> references) {
        byte[] form = new byte[(int) BinaryForm.size(data)];
        BinaryForm.encode(data, MemorySegment.ofArray(form), 0, references);
        return form;
    }

    private static Object decode(byte[] form, List<Object> references) {
        return BinaryForm.decode(MemorySegment.ofArray(form), 0, form.length, references);
    }
}
