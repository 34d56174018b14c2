package org.clutch.core.sync;

import java.util.ArrayList;
import java.util.List;

/** A lock of a thread as a single thread sees it: of which thread it is, and for whom it was acquired each time. */
public final class SequentialReentrantLock extends SequentialAcquirable {
    private int owner;
    private final List<Integer> levels = new ArrayList<>();

    @Override
    boolean isFree(int thread) {
        return levels.isEmpty() || owner == thread;
    }

    @Override
    void take(int thread, int user) {
        owner = thread;
        levels.add(user);
    }

    /** Releases the latest level of that user, or else the latest of all. */
    @Override
    boolean giveBack(int thread, int user, int count) {
        if (levels.isEmpty() || owner != thread) {
            return false;
        }
        int level = levels.lastIndexOf(user);
        levels.remove(level < 0 ? levels.size() - 1 : level);
        return true;
    }

    @Override
    boolean giveBackAll() {
        return levels.removeIf(user -> user == 0);
    }
}
