package org.clutch.core.sync;

/** What is acquired and released as a single thread sees it. Whoever ends is user 0. */
public abstract class SequentialAcquirable {
    private boolean abandoned;
    private boolean ended;

    /** Gives "acquired", "not free" or "ended". */
    public final String tryAcquire(int thread, int user) {
        if (!isFree(thread)) {
            return "not free";
        }
        if (ended && user == 0) {
            return "ended";
        }
        take(thread, user);
        return "acquired";
    }

    /** Gives "released" or "refused". */
    public final String release(int thread, int user, int count) {
        return giveBack(thread, user, count) ? "released" : "refused";
    }

    /** Ends user 0: what it has comes back, and is marked. */
    public final void end() {
        ended = true;
        abandoned |= giveBackAll();
    }

    /** Says whether it came back so. */
    public final boolean isAbandoned() {
        return abandoned;
    }

    /** Takes the mark away. */
    public final void recover() {
        abandoned = false;
    }

    abstract boolean isFree(int thread);

    abstract void take(int thread, int user);

    /** Gives false if it refuses. */
    abstract boolean giveBack(int thread, int user, int count);

    /** Takes all from user 0; false if that was nothing. */
    abstract boolean giveBackAll();
}
