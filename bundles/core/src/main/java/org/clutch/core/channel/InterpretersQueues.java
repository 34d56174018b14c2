package org.clutch.core.channel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;

/**
 * The queues as one interpreter reaches them: all, or those that it made or received if it is confined. What it puts carries
 * its id, so that its end can be told of its messages.
 */
public final class InterpretersQueues implements InterpreterQueues {
    private final long interpreter;
    private final QueueBroker broker;
    private final boolean confined;
    /** Weak, so that a queue ends with its last holder here as elsewhere. */
    private final Map<BrokeredQueue.Core, BrokeredQueue.User> reached = Collections
            .synchronizedMap(new WeakHashMap<>());

    /** Serves one interpreter. */
    public InterpretersQueues(long interpreter, QueueBroker broker, boolean confined) {
        this.interpreter = interpreter;
        this.broker = broker;
        this.confined = confined;
    }

    private InterpreterQueue reach(BrokeredQueue.Core core) {
        return new BrokeredQueue(core, reached.computeIfAbsent(core, _ -> new BrokeredQueue.User(interpreter)));
    }

    private boolean mayReach(BrokeredQueue.Core core) {
        return !confined || reached.containsKey(core);
    }

    @Override
    public InterpreterQueue create(int maxSize, UnboundItems unboundItems) {
        return reach(broker.make(maxSize, unboundItems));
    }

    @Override
    public Optional<InterpreterQueue> find(long id) {
        return broker.core(id).filter(this::mayReach).map(this::reach);
    }

    @Override
    public List<InterpreterQueue> list() {
        return broker.cores().filter(this::mayReach).map(this::reach).toList();
    }

    /** Finds a queue of somebody else, which may be reached from now on. */
    public Optional<InterpreterQueue> receive(long id) {
        return broker.core(id).map(this::reach);
    }

    /** Hears that the interpreter has ended: applies the rules to what it put and nobody took. */
    public void ended() {
        Map<BrokeredQueue.Core, BrokeredQueue.User> all;
        synchronized (reached) {
            all = Map.copyOf(reached);
        }
        all.forEach(BrokeredQueue.Core::ended);
    }
}
