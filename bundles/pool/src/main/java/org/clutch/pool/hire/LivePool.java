package org.clutch.pool.hire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.clutch.pool.PoolException;
import org.clutch.pool.PoolExhaustedException;
import org.clutch.pool.PoolStatistics;

/**
 * One pool. The {@link Gate} decides who may have an interpreter, the {@link Supply} has those that are ready and makes
 * others, {@link Endings} ends them, the {@link Crew} does tasks. Any thread may call.
 */
final class LivePool implements InterpreterPool {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final Duration LAST_ENDS = Duration.ofSeconds(6);
    /** How long tasks whose interpreters have ended may take to say so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String name;
    private final Maker maker;
    private final Endings endings;
    private final Gate gate;
    private final Supply supply;
    private final Crew crew;
    private final Set<HiredLease> loans = ConcurrentHashMap.newKeySet();
    private final LongAdder leases = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder broken = new LongAdder();
    /** No new lease begins. */
    private volatile boolean stopping;

    LivePool(String name, Settings settings, Interpreters interpreters) {
        this.name = name;
        this.endings = new Endings(name, ended::increment);
        this.maker = new Maker(name, interpreters, endings);
        this.gate = new Gate(settings.max());
        this.crew = new Crew(this, settings.max());
        this.supply = new Supply(name, settings, maker, endings, gate, loans::size, crew::resize);
    }

    /** Begins to make the interpreters that are to be ready. */
    void start() {
        supply.start();
    }

    /** Changes the settings, soon; of changes that come in quick succession the last one counts. */
    void configure(Settings to) {
        supply.configure(to);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Lease lease() throws InterruptedException {
        return lease(supply.settings().maxWait());
    }

    @Override
    public Lease lease(Duration maxWait) throws InterruptedException {
        if (stopping) {
            throw closed("so it lends no interpreter");
        }
        return hire(TimeUnit.NANOSECONDS.convert(maxWait));
    }

    /** Hires for a task that was taken on, however long that takes. */
    Lease hireForTask() throws InterruptedException {
        return hire(FOREVER);
    }

    private Lease hire(long nanos) throws InterruptedException {
        Recording recording = Recording.begun();
        if (!gate.enter(nanos)) {
            throw new PoolExhaustedException("pool '" + name + "': all " + supply.settings().max()
                    + " interpreters were on loan for " + TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos))
                    + " ms; raise max or maxWait, or close leases sooner");
        }
        HiredLease lease = null;
        try {
            checkOpen();
            lease = new HiredLease(this, take(), recording);
            loans.add(lease);
            leases.increment();
        } finally {
            if (lease == null) {
                gate.leave();
            }
            supply.askIfShort();
        }
        if (gate.isClosed()) {
            // The end may not have seen this one.
            lease.discard();
            lease.close();
            throw closed("so it lends no interpreter");
        }
        return lease;
    }

    private void checkOpen() {
        if (gate.isClosed()) {
            throw closed("so it lends no interpreter");
        }
    }

    private Hired take() throws InterruptedException {
        try {
            return supply.take();
        } catch (IllegalStateException e) {
            throw closed("so it lends no interpreter");
        } catch (PoolException e) {
            checkOpen();
            throw e;
        }
    }

    /**
     * Lets a borrower go on with what it has, as if it gave it back and hired it again: that is a lease, and a use. False if
     * giving it back would have another effect.
     */
    boolean renew(HiredLease lease) {
        Hired hired = lease.hired();
        if (stopping || hired.isBroken() || !gate.readmits() || !supply.isWanted(hired)
                || supply.settings().isLimited() || hired.hasThreadsBeside(Thread.currentThread())) {
            return false;
        }
        hired.countUse();
        leases.increment();
        return true;
    }

    /** Takes back what was on loan: it becomes idle, or ends. */
    void takeBack(HiredLease lease) {
        loans.remove(lease);
        Hired hired = lease.hired();
        try {
            if (hired.isBroken() || !hired.isAtRest()) {
                endBroken(hired);
            } else if (supply.isWanted(hired)) {
                keepWithoutThreads(hired, hired.leftThreads());
            } else {
                supply.end(hired);
            }
        } catch (InterpreterNotFoundException e) {
            // Somebody closed it just now.
            endBroken(hired);
        }
    }

    private void keepWithoutThreads(Hired hired, Set<Thread> left) {
        if (left.isEmpty()) {
            supply.keep(hired);
            return;
        }
        endings.run(() -> {
            if (hired.outlives(left)) {
                supply.keep(hired);
            } else {
                endBroken(hired);
            }
        });
    }

    private void endBroken(Hired hired) {
        broken.increment();
        supply.end(hired);
    }

    @Override
    public CompletableFuture<Object> submit(String function, Object... args) {
        return submit(interpreter -> interpreter.call(function, args));
    }

    @Override
    public <T> CompletableFuture<T> submit(Function<? super Interpreter, ? extends T> task) {
        if (stopping) {
            throw closed("so it takes no task");
        }
        return crew.submit(task);
    }

    @Override
    public CompletableFuture<List<Object>> map(String function, List<?> items) {
        List<CompletableFuture<Object>> tasks = new ArrayList<>(items.size());
        for (Object item : items) {
            tasks.add(submit(function, item));
        }
        return InOrder.of(tasks);
    }

    @Override
    public PoolStatistics statistics() {
        return new PoolStatistics(supply.settings().max(), supply.idle(), loans.size(), gate.getQueueLength(),
                crew.queued(),
                leases.sum(), maker.made(), ended.sum(), broken.sum());
    }

    PoolClosedException closed(String consequence) {
        return new PoolClosedException("pool '" + name + "' was stopped, " + consequence);
    }

    /** Says whether what was still on loan has been ended by force. */
    boolean isCancelled() {
        return gate.isClosed();
    }

    /**
     * Ends this pool: what was taken on is done until the deadline, then it is cancelled. Blocks until all interpreters have
     * ended, or were abandoned since their code cannot be stopped. An interrupt shortens the deadline.
     */
    void stop(Duration deadline) {
        stopping = true;
        supply.stop();
        boolean interrupted = false;
        try {
            long end = System.nanoTime() + deadline.toNanos();
            if (crew.drain(deadline.toNanos())) {
                gate.awaitEmpty(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        gate.close();
        crew.cancel();
        maker.cancel();
        loans.forEach(lease -> endings.run(() -> cancel(lease.hired())));
        supply.close();
        try {
            supply.await(LAST_ENDS);
            supply.close();
            endings.close(LAST_ENDS);
            crew.drain(LAST_WORDS.toNanos());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        crew.abandon();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancel(Hired hired) {
        try {
            hired.interpreter().close(Duration.ZERO);
        } catch (InterpreterNotFoundException e) {
            // It has ended meanwhile.
        }
    }
}
