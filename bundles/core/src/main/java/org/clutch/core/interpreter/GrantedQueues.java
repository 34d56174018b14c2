package org.clutch.core.interpreter;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;

/** The queues that a confined interpreter may reach: those that it made or received. */
final class GrantedQueues implements InterpreterQueues {
    private final InterpreterQueues all;
    /** Weak, so that a queue ends with its last holder here as elsewhere. */
    private final Set<InterpreterQueue> granted = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    GrantedQueues(InterpreterQueues all) {
        this.all = all;
    }

    @Override
    public InterpreterQueue create(int maxSize) {
        InterpreterQueue queue = all.create(maxSize);
        granted.add(queue);
        return queue;
    }

    @Override
    public Optional<InterpreterQueue> find(long id) {
        return all.find(id).filter(granted::contains);
    }

    @Override
    public List<InterpreterQueue> list() {
        return all.list().stream().filter(granted::contains).toList();
    }

    /** Finds a queue of somebody else, which may be reached from now on. */
    Optional<InterpreterQueue> grant(long id) {
        Optional<InterpreterQueue> found = all.find(id);
        found.ifPresent(granted::add);
        return found;
    }
}
