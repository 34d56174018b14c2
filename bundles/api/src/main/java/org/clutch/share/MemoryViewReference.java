package org.clutch.share;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory that travels: a Python {@code memoryview} between two interpreters, or between one and Java. Whoever receives it has
 * the very same bytes, so each side sees what the other writes; nothing is copied, and it has no binary form. Accesses are
 * not ordered: a message, a call or a lock between them does that.
 *
 * <p>The reference <em>holds</em> the memory: as long as anybody does, Python cannot resize the object that it belongs to, nor
 * release the view that was sent. The hold goes over to the interpreter that receives the reference, and ends when that
 * releases its view, no longer refers to it, or is closed; else it ends with {@link #release()}, or when the reference is
 * garbage. Memory that nobody holds is still memory, for it is the Java collector's: to read it is safe, but it may no longer be
 * that of the object; that of a {@link Region} may throw {@link IllegalStateException}. Java code that uses the memory keeps
 * the reference. Any thread may call. Engines implement it; see
 * {@link ArrayMemory} for memory that Java code sends.
 */
@ProviderType
public interface MemoryViewReference {
    /**
     * Gives the bytes that the view spans, from its lowest address to its highest.
     *
     * @return the memory itself; read-only if the view is
     */
    MemorySegment segment();

    /**
     * Gives the same as a buffer.
     *
     * @return the memory itself, from position 0 to its limit, big-endian as any new buffer; read-only if the view is
     */
    default ByteBuffer asByteBuffer() {
        return segment().asByteBuffer();
    }

    /**
     * Says where in {@link #segment()} the items are, and what they are.
     *
     * @return the layout
     */
    ViewLayout layout();

    /**
     * Says whether the view may only be read.
     *
     * @return true if nobody who has this reference can write
     */
    boolean isReadOnly();

    /** Gives up this reference's hold, unless an interpreter has taken it over; nobody can receive the reference any more. */
    void release();
}
