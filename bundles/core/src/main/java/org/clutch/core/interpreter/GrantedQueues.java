package org.clutch.core.interpreter;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;

/** The queues that a confined interpreter may reach: those that it made or received. */
final class GrantedQueues implements InterpreterQueues {
    private final InterpreterQueues all;
    private final Set<Long> granted = ConcurrentHashMap.newKeySet();

    GrantedQueues(InterpreterQueues all) {
        this.all = all;
    }

    @Override
    public InterpreterQueue create(int maxSize) {
        InterpreterQueue queue = all.create(maxSize);
        granted.add(queue.id());
        return queue;
    }

    @Override
    public Optional<InterpreterQueue> find(long id) {
        return granted.contains(id) ? all.find(id) : Optional.empty();
    }

    @Override
    public List<InterpreterQueue> list() {
        return all.list().stream().filter(queue -> granted.contains(queue.id())).toList();
    }

    Optional<InterpreterQueue> grant(long id) {
        granted.add(id);
        return all.find(id);
    }
}
