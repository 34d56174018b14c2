package org.clutch.share;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory of a {@link Region} for a while. Close it, best by {@code try}; one that is garbage has been closed. Any thread may
 * call.
 */
@ProviderType
public interface Borrow extends AutoCloseable {
    /**
     * Gives the memory.
     *
     * @return the memory itself, read-only if it was borrowed so. After {@link #close()} it may throw
     *         {@link IllegalStateException} at any time, and nothing worse
     */
    MemorySegment segment();

    /**
     * Gives the same as a buffer.
     *
     * @return the memory itself, from position 0 to its limit, big-endian as any new buffer
     * @throws UnsupportedOperationException if it has more than 2147483647 bytes
     */
    default ByteBuffer buffer() {
        return segment().asByteBuffer();
    }

    /**
     * Gives the Java array, for engines: whoever is given read-only memory must not get at it.
     *
     * @return the array itself, or null if the memory has an address
     */
    byte[] array();

    /**
     * Leaves it to the collector when the region's memory is given back: once nobody refers to this object and to any handle.
     * For engines that lose sight of who uses the address.
     */
    void leaveToCollector();

    /** Ends the borrow. A second close does nothing. */
    @Override
    void close();
}
