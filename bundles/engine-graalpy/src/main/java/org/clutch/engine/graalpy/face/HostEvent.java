package org.clutch.engine.graalpy.face;

import org.clutch.sync.Event;
import org.graalvm.polyglot.HostAccess;

/** An event, for Python. */
public final class HostEvent extends HostSynchronizer {
    private final Event event;

    HostEvent(Event event) {
        super(event);
        this.event = event;
    }

    @Override
    @HostAccess.Export
    public String type() {
        return "Event";
    }

    /** Says whether it is set. */
    @HostAccess.Export
    public boolean isSet() {
        return event.isSet();
    }

    /** Sets it. */
    @HostAccess.Export
    public void set() {
        event.set();
    }

    /** Clears it. */
    @HostAccess.Export
    public void clear() {
        event.clear();
    }

    /** Counts how often it was set. */
    @HostAccess.Export
    public long sets() {
        return event.sets();
    }

    /**
     * Waits until it is set, or has been since.
     *
     * @param since what {@link #sets()} gave before
     * @param nanos how long at most; negative for as long as it takes
     * @return what says how it went
     */
    @HostAccess.Export
    public Object waitSince(long since, long nanos) {
        return HostSynchronizers.await(timeout -> event.await(since, timeout), nanos);
    }
}
