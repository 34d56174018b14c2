package org.clutch.core.sync;

import java.util.ArrayList;
import java.util.List;

/** The permits of a semaphore as a single thread sees them: how many are there, and who has the others. */
public abstract class SequentialPermits extends SequentialAcquirable {
    /** What a semaphore begins with. */
    static final int FIRST = 2;

    private final boolean bounded;
    private int permits = FIRST;
    /** For whom a permit was acquired: those of one user together, who began to hold first comes first. */
    private final List<Integer> holding = new ArrayList<>();

    SequentialPermits(boolean bounded) {
        this.bounded = bounded;
    }

    @Override
    boolean isFree(int thread) {
        return permits > 0;
    }

    @Override
    void take(int thread, int user) {
        permits--;
        int last = holding.lastIndexOf(user);
        holding.add(last < 0 ? holding.size() : last, user);
    }

    /** What the user does not hold itself counts for who has held something longest. */
    @Override
    boolean giveBack(int thread, int user, int count) {
        if (bounded && permits + count > FIRST) {
            return false;
        }
        permits += count;
        for (int i = 0; i < count && !holding.isEmpty(); i++) {
            if (!holding.remove((Integer) user)) {
                holding.removeFirst();
            }
        }
        return true;
    }

    @Override
    boolean giveBackAll() {
        int before = holding.size();
        holding.removeIf(user -> user == 0);
        int back = Math.min(before - holding.size(), FIRST - permits);
        permits += Math.max(back, 0);
        return back > 0;
    }

    /** Those that never are more than it began with. */
    public static final class Bounded extends SequentialPermits {
        /** Lincheck makes it. */
        public Bounded() {
            super(true);
        }
    }

    /** Those that somebody may make more of. */
    public static final class Unbounded extends SequentialPermits {
        /** Lincheck makes it. */
        public Unbounded() {
            super(false);
        }
    }
}
