package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.Optional;
import org.clutch.engine.Host;
import org.clutch.engine.graalpy.GraalPyState;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.clutch.pool.PoolStatistics;
import org.graalvm.polyglot.HostAccess;

/**
 * The pools, for Python: {@code _clutch.interpreters.pools()}. It knows them by name, so a pool that was replaced by another
 * one of its name goes on.
 */
public final class HostPools {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Host host;

    HostPools(Host host) {
        this.host = host;
    }

    /** Names the pools. */
    @HostAccess.Export
    public String[] names() {
        return host.pools().stream().map(InterpreterPool::name).sorted().toArray(String[]::new);
    }

    /** Gives the numbers of a pool in the order of {@link PoolStatistics}, or None if it is gone. */
    @HostAccess.Export
    public long[] statistics(String name) {
        return find(name).map(InterpreterPool::statistics)
                .map(it -> new long[]{it.max(), it.idle(), it.onLoan(), it.waiting(), it.queued(), it.leases(),
                        it.made(),
                        it.ended(), it.broken()})
                .orElse(null);
    }

    private Optional<InterpreterPool> find(String name) {
        return host.pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /**
     * Makes a worker.
     *
     * @param most how many calls it does in one interpreter before it hires another
     */
    @HostAccess.Export
    public Object worker(HostTasks tasks, int most) {
        return new HostWorker(tasks, most);
    }

    /**
     * Hires interpreters, one after the other, and does calls in them, until none is left. Waits as long as that takes.
     *
     * @return false when none is left; true if Python wants to look after its own thread in between
     */
    @HostAccess.Export
    public boolean visit(String name, HostWorker worker) {
        while (worker.begin()) {
            if (!visited(name, worker)) {
                return true;
            }
        }
        return false;
    }

    /** Does some calls in one interpreter; false if the wait for one was left before its time. */
    private boolean visited(String name, HostWorker worker) {
        try {
            Object hired = Waits.await(() -> pool(name).lease(FOREVER));
            if (hired instanceof Lease lease) {
                worker.visits(lease);
                worker.leave(work(name, lease, worker));
                return true;
            }
            if (hired == Crossed.INTERRUPTION) {
                worker.leave(Outcome.keyboardInterrupt());
            }
            return false;
        } catch (InterpreterException e) {
            worker.leave(Outcome.of(e));
        } catch (RuntimeException | Error e) {
            worker.leave(Outcome.of(new InterpreterException("pool '" + name + "' failed: " + e, e)));
        }
        return true;
    }

    private InterpreterPool pool(String name) {
        return find(name).orElseThrow(() -> new PoolClosedException(
                "there is no pool '" + name + "' any more: its configuration org.clutch.pool~" + name
                        + " was removed, or its bundle stopped"));
    }

    private Outcome work(String name, Lease lease, HostWorker worker) {
        try (lease) {
            return work(lease, worker);
        } catch (ExecutionInterruptedException | InterpreterNotFoundException e) {
            if (find(name).isPresent()) {
                throw e;
            }
            throw new PoolClosedException(
                    "pool '" + name + "' was stopped while the task was at work: " + e.getMessage(), e);
        }
    }

    /** What a task raises is its outcome, so whatever else comes out of an interpreter means that it is not in order. */
    private Outcome work(Lease lease, HostWorker worker) {
        long id = lease.interpreter().id();
        boolean sound = false;
        try {
            Outcome end = host.running(id, state -> ((GraalPyState) state).work(worker));
            if (end == Outcome.DONE && worker.isUnfinished()) {
                throw new InterpreterException("interpreter " + id + " has damaged its own module _clutch.target");
            }
            sound = end == Outcome.DONE && !worker.isOutOfMemory();
            return end;
        } finally {
            if (!sound) {
                lease.discard();
            }
        }
    }
}
