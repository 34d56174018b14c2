package org.clutch.core.sync;

/** An event as a single thread sees it. */
public final class SequentialFlag {
    private boolean raised;
    private long sets;

    /** Counts, if it was not set. */
    public void set() {
        sets += raised ? 0 : 1;
        raised = true;
    }

    /** Takes it back. */
    public void clear() {
        raised = false;
    }

    /** Says how it stands. */
    public boolean isSet() {
        return raised;
    }

    /** Counts. */
    public long sets() {
        return sets;
    }
}
