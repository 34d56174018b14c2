package org.clutch.engine.graalpy.face;

import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.engine.Host;
import org.clutch.share.QueueReference;
import org.graalvm.polyglot.HostAccess;

/** All queues, for Python: {@code _clutch.queues}. */
public final class HostQueues {
    private final Host host;
    private final InterpreterQueues queues;
    private final Border border;

    /** Serves one interpreter. */
    public HostQueues(Host host, Border border) {
        this.host = host;
        this.queues = host.queues();
        this.border = border;
    }

    /** Makes a queue. */
    @HostAccess.Export
    public Object create(int maxSize, int unboundItems) {
        return wrap(queues.create(maxSize, UnboundItems.values()[unboundItems]));
    }

    /** Finds a queue, or gives None. */
    @HostAccess.Export
    public Object find(long id) {
        return queues.find(id).map(this::wrap).orElse(null);
    }

    /** Gives the queue of a reference that arrived, or None. */
    @HostAccess.Export
    public Object receive(Object crossed) {
        QueueReference reference = Crossed.queueReference(crossed);
        return reference == null ? null : host.receive(reference).map(this::wrap).orElse(null);
    }

    private HostQueue wrap(InterpreterQueue queue) {
        return new HostQueue(queue, border);
    }

    /** Lists all queues. */
    @HostAccess.Export
    public Object[] list() {
        List<InterpreterQueue> all = queues.list();
        return all.stream().map(this::wrap).toArray();
    }
}
