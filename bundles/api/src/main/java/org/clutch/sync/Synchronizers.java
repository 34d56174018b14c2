package org.clutch.sync;

import java.time.Duration;
import java.util.Optional;
import org.clutch.share.SynchronizerReference;
import org.osgi.annotation.versioning.ProviderType;

/** Makes and finds synchronizers: a service. Any thread may call; nothing here blocks. Names are for errors, maybe empty. */
@ProviderType
public interface Synchronizers {
    /**
     * Makes a lock.
     *
     * @param reentrant whether it belongs to a thread, which may acquire it again
     * @param name what errors call it
     * @return a new lock, free
     */
    Lock lock(boolean reentrant, String name);

    /**
     * Makes a semaphore.
     *
     * @param permits how many permits it begins with, zero or more
     * @param bounded whether it never has more than that
     * @param name what errors call it
     * @return a new semaphore
     * @throws IllegalArgumentException if the permits are negative
     */
    Semaphore semaphore(long permits, boolean bounded, String name);

    /**
     * Makes a condition.
     *
     * @param lock what guards it, a lock of this service
     * @param name what errors call it
     * @return a new condition, for which nobody waits
     */
    Condition condition(Lock lock, String name);

    /**
     * Makes an event.
     *
     * @param name what errors call it
     * @return a new event, not set
     */
    Event event(String name);

    /**
     * Makes a barrier.
     *
     * @param parties how many threads it lets go on together, at least one
     * @param action cross-interpreter data that its users understand, or null: see {@link Barrier#action()}
     * @param timeout how long threads wait that do not say so, or null for as long as it takes
     * @param name what errors call it
     * @return a new barrier, at which nobody waits
     * @throws IllegalArgumentException if the parties are not positive
     */
    Barrier barrier(int parties, Object action, Duration timeout, String name);

    /**
     * Gives what a reference stands for.
     *
     * @param reference what arrived
     * @return the caller's own view
     * @throws IllegalArgumentException if the reference is none of the core's
     */
    Synchronizer receive(SynchronizerReference reference);

    /**
     * Finds one that somebody has {@linkplain Synchronizer#publish() published}.
     *
     * @param id its id
     * @return the caller's own view, or empty if there is none, or nobody has it any more
     */
    Optional<Synchronizer> find(long id);
}
