package org.clutch.engine.graalpy.face;

import org.clutch.engine.Host;
import org.clutch.engine.graalpy.internals.memory.SharedViews;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.NotShareableException;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** The memory that an interpreter shares, for Python in it: {@code _clutch.memory}. A text says what does not work, and why. */
public final class HostMemory {
    private final SharedViews views;
    private final Border border;
    private final HostRegions regions;

    /** Serves one interpreter. */
    public HostMemory(SharedViews views, Host host, Border border) {
        this.views = views;
        this.border = border;
        this.regions = new HostRegions(host.regions(), views, border);
    }

    /** Gives the regions. */
    @HostAccess.Export
    public HostRegions regions() {
        return regions;
    }

    /**
     * Makes what crosses for a view. The caller keeps the interpreter's lock, so that nobody resizes the view's object
     * meanwhile.
     */
    @HostAccess.Export
    public Object send(Value view) {
        MemoryViewReference sent = null;
        try {
            sent = views.send(view);
            return Crossed.toPython(border.pass(sent));
        } catch (NotShareableException e) {
            Crossed.release(sent);
            return e.getMessage();
        }
    }

    /**
     * Makes a view of memory that arrived.
     *
     * @param owner the object of the view, which nobody else has
     */
    @HostAccess.Export
    public Object receive(Object crossed, Value owner) {
        try {
            return views.receive(Crossed.memoryViewReference(crossed), owner, border == Border.NO_PICKLES);
        } catch (NotShareableException e) {
            return e.getMessage();
        }
    }
}
