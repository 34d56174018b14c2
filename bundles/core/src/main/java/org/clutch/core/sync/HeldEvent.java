package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.sync.Event;

/** An event as one user sees it. */
final class HeldEvent extends Held<Flag> implements Event {
    HeldEvent(Flag shared, User user) {
        super(shared, user);
    }

    @Override
    public boolean isSet() {
        return shared.isSet();
    }

    @Override
    public void set() {
        shared.set();
    }

    @Override
    public void clear() {
        shared.clear();
    }

    @Override
    public long sets() {
        return shared.sets();
    }

    @Override
    public boolean await(long since, Duration timeout) throws InterruptedException {
        return shared.await(since, deadline(timeout));
    }
}
