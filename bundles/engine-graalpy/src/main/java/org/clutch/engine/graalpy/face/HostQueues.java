package org.clutch.engine.graalpy.face;

import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.graalvm.polyglot.HostAccess;

/** All queues, for Python: {@code _clutch.queues}. */
public final class HostQueues {
    private final InterpreterQueues queues;

    /** Gives the service. */
    public HostQueues(InterpreterQueues queues) {
        this.queues = queues;
    }

    /** Makes a queue. */
    @HostAccess.Export
    public Object create(int maxSize) {
        return new HostQueue(queues.create(maxSize));
    }

    /** Finds a queue, or gives None. */
    @HostAccess.Export
    public Object find(long id) {
        return queues.find(id).map(HostQueue::new).orElse(null);
    }

    /** Lists all queues. */
    @HostAccess.Export
    public Object[] list() {
        List<InterpreterQueue> all = queues.list();
        return all.stream().map(HostQueue::new).toArray();
    }
}
