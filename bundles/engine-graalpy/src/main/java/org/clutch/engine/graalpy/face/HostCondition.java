package org.clutch.engine.graalpy.face;

import org.clutch.sync.Condition;
import org.graalvm.polyglot.HostAccess;

/** A condition, for Python. */
public final class HostCondition extends HostSynchronizer {
    private final Condition condition;

    HostCondition(Condition condition) {
        super(condition);
        this.condition = condition;
    }

    @Override
    @HostAccess.Export
    public String type() {
        return "Condition";
    }

    /** Gives its lock. */
    @HostAccess.Export
    public HostLock lock() {
        return new HostLock(condition.lock());
    }

    /** Counts the threads that wait. */
    @HostAccess.Export
    public int waiting() {
        return condition.waiting();
    }

    /** Begins a wait. */
    @HostAccess.Export
    public Object begin() {
        return HostChannels.attempt(() -> new HostWaiting(condition.begin()));
    }

    /** A wait of one thread. */
    public static final class HostWaiting {
        private final Condition.Waiting waiting;

        HostWaiting(Condition.Waiting waiting) {
            this.waiting = waiting;
        }

        /** Waits for the signal; negative for as long as it takes. Says how it went. */
        @HostAccess.Export
        public Object waitFor(long nanos) {
            return HostSynchronizers.await(waiting::await, nanos);
        }

        /** Ends the wait, and says whether the signal has come. */
        @HostAccess.Export
        public boolean end(boolean heeds) {
            return waiting.end(heeds);
        }

        /** Waits for the lock; negative for as long as it takes. Says how it went. */
        @HostAccess.Export
        public Object reacquire(long nanos) {
            return HostSynchronizers.await(waiting::reacquire, nanos);
        }
    }

    /** Wakes some who wait. */
    @HostAccess.Export
    public Object signal(int most) {
        return HostChannels.attempt(() -> {
            condition.signal(most);
            return Crossed.SUCCESS;
        });
    }
}
