package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.clutch.sync.Barrier;
import org.graalvm.polyglot.HostAccess;

/** A barrier, for Python. */
public final class HostBarrier extends HostSynchronizer {
    private static final long FOR_EVER = -1;

    private final Barrier barrier;

    HostBarrier(Barrier barrier) {
        super(barrier);
        this.barrier = barrier;
    }

    @Override
    @HostAccess.Export
    public String type() {
        return "Barrier";
    }

    /** Says how many threads it lets go on together. */
    @HostAccess.Export
    public int parties() {
        return barrier.parties();
    }

    /** Counts those who wait. */
    @HostAccess.Export
    public int waiting() {
        return barrier.waiting();
    }

    /** Says whether it is broken. */
    @HostAccess.Export
    public boolean isBroken() {
        return barrier.isBroken();
    }

    /** Gives the reference to what the last to arrive calls, or None. */
    @HostAccess.Export
    public Object action() {
        return Crossed.toPython(barrier.action());
    }

    /** Says how long its users wait; negative for as long as it takes. */
    @HostAccess.Export
    public long timeout() {
        Duration timeout = barrier.timeout();
        return timeout == null ? FOR_EVER : TimeUnit.NANOSECONDS.convert(timeout);
    }

    /** Arrives, once the round before is over. */
    @HostAccess.Export
    public Object arrive() {
        return HostChannels.waiting(() -> new HostArrival(barrier.arrive(null)));
    }

    /** One thread at the barrier. */
    public static final class HostArrival {
        private final Barrier.Arrival arrival;

        HostArrival(Barrier.Arrival arrival) {
            this.arrival = arrival;
        }

        /** Says which one it is. */
        @HostAccess.Export
        public int index() {
            return arrival.index();
        }

        /** Says whether it is the last. */
        @HostAccess.Export
        public boolean isLast() {
            return arrival.isLast();
        }

        /** Lets all go on. */
        @HostAccess.Export
        public Object letGo() {
            return HostChannels.attempt(() -> {
                arrival.pass();
                return Crossed.SUCCESS;
            });
        }

        /** Waits for the others; negative for as long as it takes. Says how it went. */
        @HostAccess.Export
        public Object waitFor(long nanos) {
            return HostSynchronizers.await(arrival::await, nanos);
        }

        /** Leaves without the others. */
        @HostAccess.Export
        public void leave() {
            arrival.leave();
        }
    }

    /** Makes it as new. */
    @HostAccess.Export
    public void reset() {
        barrier.reset();
    }

    /** Breaks it. */
    @HostAccess.Export
    public void abort() {
        barrier.abort();
    }
}
