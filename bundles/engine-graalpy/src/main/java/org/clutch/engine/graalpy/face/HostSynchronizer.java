package org.clutch.engine.graalpy.face;

import org.clutch.sync.Synchronizer;
import org.graalvm.polyglot.HostAccess;

/** What locks and their like have in common, for Python. Whoever has it keeps the synchronizer alive. */
public abstract class HostSynchronizer {
    private final Synchronizer synchronizer;

    HostSynchronizer(Synchronizer synchronizer) {
        this.synchronizer = synchronizer;
    }

    /** Names the class that Python has for it. */
    @HostAccess.Export
    public abstract String type();

    /** Gives its number. */
    @HostAccess.Export
    public final long id() {
        return synchronizer.id();
    }

    /** Gives its name. */
    @HostAccess.Export
    public final String name() {
        return synchronizer.name();
    }

    /** Makes what travels for it. */
    @HostAccess.Export
    public final Object reference() {
        return Crossed.toPython(synchronizer.reference());
    }

    /** Lets it be found by its number. */
    @HostAccess.Export
    public final void publish() {
        synchronizer.publish();
    }
}
