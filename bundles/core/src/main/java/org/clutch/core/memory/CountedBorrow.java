package org.clutch.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.clutch.share.Borrow;
import org.clutch.share.Region.Access;

/** A borrow, which ends when it is closed or garbage. */
final class CountedBorrow implements Borrow {
    private final Lent lent;
    private final MemorySegment segment;
    /** Null if the memory is off-heap. */
    private final byte[] array;
    private final Cleaner.Cleanable end;

    CountedBorrow(Lent lent, MemorySegment memory, Cleaner cleaner) {
        this.lent = lent;
        this.segment = lent.access() == Access.READ ? memory.asReadOnly() : memory;
        this.array = (byte[]) memory.heapBase().orElse(null);
        this.end = cleaner.register(this, lent);
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public void leaveToCollector() {
        lent.block().leaveToCollector();
    }

    @Override
    public void close() {
        end.clean();
    }

    @Override
    public String toString() {
        return "borrow of " + lent.block();
    }
}
