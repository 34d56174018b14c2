package org.clutch.transport.sharedmemory;

import static org.clutch.transport.sharedmemory.RingLayout.BESIDE;
import static org.clutch.transport.sharedmemory.RingLayout.FORM;
import static org.clutch.transport.sharedmemory.RingLayout.RECORD_CLAIMED;
import static org.clutch.transport.sharedmemory.RingLayout.SIZE;
import static org.clutch.transport.sharedmemory.RingLayout.TAG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.clutch.share.BinaryForm;
import org.clutch.transport.Message;

/**
 * The records of a ring: messages in binary form. Whoever has claimed a record writes it, and gives it back if it is not
 * published; whoever has taken it gives it back. Anybody may read one at any time, and gets nonsense or an exception if it is
 * in other hands by then.
 *
 * <p>What has no binary form stays in a map beside, by the claim of its record, which no other record has.
 */
final class Records {
    static final long NO_ROOM = Space.NO_ROOM;

    private final MemorySegment memory;
    private final long records;
    private final Space space;
    private final Map<Long, List<Object>> beside = new ConcurrentHashMap<>();

    /** Stands in a record for a payload that has no binary form as a whole. */
    record Whole(Object payload) {}

    Records(MemorySegment memory, long units) {
        this.memory = memory;
        this.records = RingLayout.records(units);
        this.space = new Space(memory, units);
    }

    /**
     * Claims a record and writes it.
     *
     * @param size that of the payload's form, in bytes
     * @return its unit, or {@link #NO_ROOM}
     */
    long write(Object payload, long tag, int size) {
        long count = RingLayout.units(size);
        long claim = space.claim(count);
        if (claim == NO_ROOM) {
            return NO_ROOM;
        }
        try {
            long unit = space.start(claim, count);
            long record = offset(unit);
            List<Object> references = BinaryForm.refers(payload) ? new ArrayList<>() : List.of();
            memory.set(ValueLayout.JAVA_LONG, record + TAG, tag);
            memory.set(ValueLayout.JAVA_LONG, record + RECORD_CLAIMED, claim);
            memory.set(ValueLayout.JAVA_INT, record + SIZE, size);
            BinaryForm.encode(payload, memory, record + FORM, references);
            memory.set(ValueLayout.JAVA_INT, record + BESIDE, references.size());
            if (!references.isEmpty()) {
                beside.put(claim, references);
            }
            return unit;
        } catch (RuntimeException | Error e) {
            space.giveBack(claim, count);
            throw e;
        }
    }

    /** Gives the size of a form, in bytes. */
    int size(long unit) {
        return memory.get(ValueLayout.JAVA_INT, offset(unit) + SIZE);
    }

    /** Reads a message whose form has that size. */
    Message read(long unit, int size) {
        long record = offset(unit);
        List<Object> references = isBeside(record) ? beside.getOrDefault(claim(record), List.of()) : List.of();
        Object payload = BinaryForm.decode(memory, record + FORM, size, references);
        return Message.of(payload instanceof Whole(Object whole) ? whole : payload,
                memory.get(ValueLayout.JAVA_LONG, record + TAG));
    }

    /** Gives back a record that the caller alone has. */
    void giveBack(long unit) {
        long record = offset(unit);
        long claim = claim(record);
        if (isBeside(record)) {
            beside.remove(claim);
        }
        space.giveBack(claim, RingLayout.units(size(unit)));
    }

    private boolean isBeside(long record) {
        return memory.get(ValueLayout.JAVA_INT, record + BESIDE) != 0;
    }

    private long claim(long record) {
        return memory.get(ValueLayout.JAVA_LONG, record + RECORD_CLAIMED);
    }

    private long offset(long unit) {
        return records + unit * RingLayout.UNIT;
    }
}
