package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.core.channel.Deadline;
import org.clutch.core.channel.Holders;
import org.clutch.share.SynchronizerReference;
import org.clutch.sync.Synchronizer;

/** A synchronizer as one user sees it. As long as somebody reaches this object, the user may do something with it. */
abstract class Held<S extends Shared> implements Synchronizer {
    final S shared;
    final User user;
    /** Not read, but reachable. */
    @SuppressWarnings("unused")
    private final Holders.Token token;

    Held(S shared, User user) {
        this.shared = shared;
        this.user = user;
        this.token = shared.hold(user.interpreter());
    }

    @Override
    public final long id() {
        return shared.id();
    }

    @Override
    public final String name() {
        return shared.name();
    }

    @Override
    public final SynchronizerReference reference() {
        return new Carried(shared, shared.hold(Holders.MESSAGE));
    }

    @Override
    public final long publish() {
        shared.publish();
        return shared.id();
    }

    static Deadline deadline(Duration timeout) {
        return timeout == null ? Deadline.NEVER : Deadline.after(timeout);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Held<?> that && that.shared == shared;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(shared.id());
    }

    @Override
    public final String toString() {
        return shared.toString();
    }
}
