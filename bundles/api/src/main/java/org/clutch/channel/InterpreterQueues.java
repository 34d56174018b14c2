package org.clutch.channel;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All queues between interpreters: a service. Any thread may call; nothing here blocks. */
@ProviderType
public interface InterpreterQueues {
    /**
     * Makes a queue. It lives as long as somebody holds it.
     *
     * @param maxSize the number of messages it holds before senders wait; zero or less for no bound
     * @param unboundItems what becomes of messages whose interpreter is closed before somebody takes them
     * @return a new queue, empty
     */
    InterpreterQueue create(int maxSize, UnboundItems unboundItems);

    /**
     * Finds a queue.
     *
     * @param id its id
     * @return the queue, or empty if there is none or nobody holds it any more
     */
    Optional<InterpreterQueue> find(long id);

    /**
     * Lists the queues that somebody holds.
     *
     * @return a snapshot, in the order of ids
     */
    List<InterpreterQueue> list();
}
