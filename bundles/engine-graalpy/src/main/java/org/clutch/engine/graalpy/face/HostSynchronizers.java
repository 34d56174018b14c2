package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.clutch.engine.Host;
import org.clutch.sync.Barrier;
import org.clutch.sync.Condition;
import org.clutch.sync.Event;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.sync.Synchronizer;
import org.clutch.sync.Synchronizers;
import org.graalvm.polyglot.HostAccess;

/** Locks and their like, for Python: {@code _clutch.synchronizers}. What fails gives what says so instead of a result. */
public final class HostSynchronizers {
    private final Synchronizers synchronizers;
    private final Border border;

    /** Serves one interpreter. */
    public HostSynchronizers(Host host, Border border) {
        this.synchronizers = host.synchronizers();
        this.border = border;
    }

    /** Makes a lock. */
    @HostAccess.Export
    public Object lock(boolean reentrant, String name) {
        return wrap(synchronizers.lock(reentrant, name));
    }

    /** Makes a semaphore. */
    @HostAccess.Export
    public Object semaphore(long permits, boolean bounded, String name) {
        return HostChannels.attempt(() -> wrap(synchronizers.semaphore(permits, bounded, name)));
    }

    /** Makes a condition. */
    @HostAccess.Export
    public Object condition(HostLock lock, String name) {
        return wrap(synchronizers.condition(lock.lock(), name));
    }

    /** Makes an event. */
    @HostAccess.Export
    public Object event(String name) {
        return wrap(synchronizers.event(name));
    }

    /**
     * Makes a barrier.
     *
     * @param action what refers to a callable, encoded, or None
     * @param nanos how long its users wait; negative for as long as it takes
     */
    @HostAccess.Export
    public Object barrier(int parties, Object action, long nanos, String name) {
        return HostChannels.attempt(() -> wrap(
                synchronizers.barrier(parties, Crossed.fromPython(action, border), timeout(nanos), name)));
    }

    /** Gives what arrived. */
    @HostAccess.Export
    public Object receive(Object crossed) {
        return wrap(synchronizers.receive(Crossed.synchronizerReference(crossed)));
    }

    /** Finds what travelled as a number in a pickle, or gives None. */
    @HostAccess.Export
    public Object find(long id) {
        return synchronizers.find(id).map(HostSynchronizers::wrap).orElse(null);
    }

    private static HostSynchronizer wrap(Synchronizer synchronizer) {
        return switch (synchronizer) {
            case Lock lock -> new HostLock(lock);
            case Semaphore semaphore -> new HostSemaphore(semaphore);
            case Condition condition -> new HostCondition(condition);
            case Event event -> new HostEvent(event);
            case Barrier barrier -> new HostBarrier(barrier);
            default -> throw new IllegalArgumentException("no kind of synchronizer that Python knows: " + synchronizer);
        };
    }

    /** Gives a time that Python has given; none if it is negative. */
    static Duration timeout(long nanos) {
        return nanos < 0 ? null : Duration.ofNanos(nanos);
    }

    /** A wait that says whether it came to its end. */
    interface Wait {
        boolean within(Duration timeout) throws InterruptedException;
    }

    /** Waits, and says how it went. */
    static Object await(Wait wait, long nanos) {
        Callable<Object> call = () -> wait.within(timeout(nanos)) ? Crossed.SUCCESS : Crossed.NOTHING;
        return HostChannels.waiting(call);
    }
}
