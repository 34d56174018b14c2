package org.clutch.engine.graalpy.internals.copies;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that replace as many bytes of a file; nothing moves. Immutable as long as nobody writes to the array.
 *
 * @param offset where the first byte goes, counted from the start of the file
 * @param bytes what to write there
 */
record BytePatch(long offset, byte[] bytes) {

    /** A string with the NUL that ends it. */
    static BytePatch string(long offset, String text) {
        return new BytePatch(offset, (text + '\0').getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Two little-endian 64-bit words: an entry of a dynamic section. */
    static BytePatch entry(long offset, long tag, long value) {
        var buffer = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return new BytePatch(offset, buffer.putLong(tag).putLong(value).array());
    }

    /**
     * Overwrites the bytes in {@code file}, which must be open for writing. Blocks until they are handed to the
     * operating system.
     *
     * @throws IOException if writing fails
     */
    void applyTo(FileChannel file) throws IOException {
        var rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            file.write(rest, offset + rest.position());
        }
    }
}
