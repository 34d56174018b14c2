package org.clutch.core.sync;

/** A lock of nobody as a single thread sees it. */
public final class SequentialLock extends SequentialAcquirable {
    private static final int NOBODY = -1;

    private int owner = NOBODY;

    @Override
    boolean isFree(int thread) {
        return owner == NOBODY;
    }

    @Override
    void take(int thread, int user) {
        owner = user;
    }

    @Override
    boolean giveBack(int thread, int user, int count) {
        boolean held = owner != NOBODY;
        owner = NOBODY;
        return held;
    }

    @Override
    boolean giveBackAll() {
        return owner == 0 && giveBack(0, 0, 1);
    }
}
