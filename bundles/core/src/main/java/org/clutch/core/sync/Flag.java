package org.clutch.core.sync;

import org.clutch.core.channel.Awaited;
import org.clutch.core.channel.Deadline;
import org.clutch.core.channel.WaitingRoom;

/** What an event is: a flag, and how often it has been raised. It is raised if that number is odd. */
final class Flag extends Shared {
    private final WaitingRoom room = new WaitingRoom();
    /** Counts the changes. Written in the monitor. */
    private volatile long changes;

    Flag(long id, String name, Origin origin) {
        super(id, "event", name, origin);
    }

    boolean isSet() {
        return isSet(changes);
    }

    private static boolean isSet(long changes) {
        return changes % 2 == 1;
    }

    void set() {
        synchronized (this) {
            if (!isSet()) {
                changes = changes + 1;
            }
        }
        room.wakeAll();
    }

    synchronized void clear() {
        if (isSet()) {
            changes = changes + 1;
        }
    }

    /** Counts how often it was set after it was not. */
    long sets() {
        return (changes + 1) / 2;
    }

    /** Waits until it is set, or has been since. Who cleared it meanwhile takes nothing from those who waited. */
    boolean await(long since, Deadline deadline) throws InterruptedException {
        return hasBeenSet(since)
                || room.await(Awaited.ANYTHING, () -> hasBeenSet(since) ? true : null, deadline, waits()) != null;
    }

    private boolean hasBeenSet(long since) {
        long now = changes;
        return isSet(now) || (now + 1) / 2 != since;
    }
}
