package org.clutch.core.sync;

import org.jetbrains.lincheck.datastructures.Operation;

/** What Lincheck does to an event. */
public final class FlagOperations {
    private final Flag flag = new Flag(1, "", AcquirableOperations.ALONE);

    @Operation
    public void set() {
        flag.set();
    }

    @Operation
    public void clear() {
        flag.clear();
    }

    @Operation
    public boolean isSet() {
        return flag.isSet();
    }

    @Operation
    public long sets() {
        return flag.sets();
    }
}
