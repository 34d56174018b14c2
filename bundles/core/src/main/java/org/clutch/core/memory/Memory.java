package org.clutch.core.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.clutch.share.RegionLimitException;

/**
 * The bytes of a region. To run it gives them back, once; then Java code that still has the segment of off-heap memory gets
 * an exception at its next access. It refers to nobody who uses it, so that the collector can tell.
 */
final class Memory implements Runnable {
    /** What a Java array can have. */
    static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    /** A cache line, and more than any item needs. */
    private static final int ALIGNMENT = 64;

    private final Budget budget;
    private final long charged;
    /** Null for a Java array. */
    private final Arena arena;
    /** Null once it was given back. */
    private final AtomicReference<MemorySegment> segment;

    private Memory(Budget budget, long charged, Arena arena, MemorySegment segment) {
        this.budget = budget;
        this.charged = charged;
        this.arena = arena;
        this.segment = new AtomicReference<>(segment);
    }

    /** Makes zeros. */
    static Memory allocate(long size, boolean heap, Budget budget) {
        if (heap && size > LARGEST_ARRAY) {
            throw new IllegalArgumentException(
                    "a region on the heap has at most " + LARGEST_ARRAY + " bytes, not " + size);
        }
        budget.reserve(size);
        Arena arena = heap ? null : Arena.ofShared();
        try {
            MemorySegment segment = heap
                    ? MemorySegment.ofArray(new byte[(int) size])
                    : arena.allocate(size, ALIGNMENT);
            return new Memory(budget, size, arena, segment);
        } catch (OutOfMemoryError e) {
            budget.release(size);
            if (arena != null) {
                arena.close();
            }
            throw new RegionLimitException("the machine has no memory for a region of " + size + " bytes: " + e);
        }
    }

    /** Maps a file as it is now. */
    static Memory map(Path file, boolean readOnly, Budget budget) throws IOException {
        budget.reserve(0);
        Arena arena = Arena.ofShared();
        StandardOpenOption[] options = readOnly
                ? new StandardOpenOption[]{StandardOpenOption.READ}
                : new StandardOpenOption[]{StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            MemorySegment segment = channel.map(readOnly ? MapMode.READ_ONLY : MapMode.READ_WRITE, 0, channel.size(),
                    arena);
            return new Memory(budget, 0, arena, segment);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            budget.release(0);
            throw e;
        }
    }

    boolean isNative() {
        return arena != null;
    }

    MemorySegment segment() {
        return segment.get();
    }

    /** Puts a copy in the place of the Java array, which nobody has borrowed. */
    void renew() {
        try {
            segment.set(MemorySegment.ofArray(((byte[]) segment.get().heapBase().orElseThrow()).clone()));
        } catch (OutOfMemoryError e) {
            throw new RegionLimitException("the heap has no memory for a copy of " + charged + " bytes: " + e);
        }
    }

    /** Gives it back. */
    @Override
    public void run() {
        MemorySegment present = segment.getAndSet(null);
        if (present == null) {
            return;
        }
        try {
            if (arena != null) {
                arena.close();
            }
        } catch (IllegalStateException e) {
            // Java code is in the middle of an operation of a channel with it.
            segment.set(present);
            budget.later(this);
            return;
        }
        budget.release(charged);
    }
}
