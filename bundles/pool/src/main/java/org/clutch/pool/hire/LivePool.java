package org.clutch.pool.hire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
 * One pool. The {@link Gate} decides who may have an interpreter, the {@link Stock} has the idle ones and makes others,
 * {@link Endings} ends them, {@link Upkeep} sees to it that enough are ready.
 *
 * <p>{@link #settings} and {@link #stock} are written by the upkeep's thread alone, and read by all. An interpreter belongs
 * to the stock that made it, so whoever comes back to find another stock in its place is of an older making, and ends.
 */
final class LivePool implements InterpreterPool {
    private static final Logger LOG = System.getLogger("org.clutch.pool");
    private static final long FOREVER = Long.MAX_VALUE;
    private static final Duration LAST_ENDS = Duration.ofSeconds(6);
    /** How long tasks whose interpreters have ended may take to say so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final String name;
    private final Maker maker;
    private final Endings endings;
    private final Gate gate;
    private final Upkeep upkeep;
    private final Crew crew;
    private final Set<HiredLease> loans = ConcurrentHashMap.newKeySet();
    private final LongAdder leases = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder broken = new LongAdder();
    /** What upkeep is to change to, or null. */
    private final AtomicReference<Settings> wanted = new AtomicReference<>();
    private volatile Settings settings;
    private volatile Stock stock;
    /** No new lease begins. */
    private volatile boolean stopping;
    /** Used by upkeep alone: whether the last making failed, which the log has said. */
    private boolean failing;

    LivePool(String name, Settings settings, Interpreters interpreters) {
        this.name = name;
        this.settings = settings;
        this.endings = new Endings(name, ended::increment);
        this.maker = new Maker(name, interpreters, endings);
        this.stock = new Stock(settings, maker, endings);
        this.gate = new Gate(settings.max());
        this.crew = new Crew(this, settings.max());
        this.upkeep = new Upkeep(name, this::lookAfter);
    }

    /** Begins to make the interpreters that are to be ready. */
    void start() {
        upkeep.ask();
    }

    /** Changes the settings, soon; of changes that come in quick succession the last one counts. */
    void configure(Settings to) {
        wanted.set(to);
        upkeep.ask();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Lease lease() throws InterruptedException {
        return lease(settings.maxWait());
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
        if (!gate.enter(nanos)) {
            throw new PoolExhaustedException("pool '" + name + "': all " + settings.max()
                    + " interpreters were on loan for " + TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos))
                    + " ms; raise max or maxWait, or close leases sooner");
        }
        HiredLease lease = null;
        try {
            checkOpen();
            lease = new HiredLease(this, take());
            loans.add(lease);
            leases.increment();
        } finally {
            if (lease == null) {
                gate.leave();
            }
            askIfShort();
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
        while (true) {
            Stock now = stock;
            try {
                Hired hired = now.take();
                hired.countUse();
                return hired;
            } catch (IllegalStateException e) {
                if (now == stock) {
                    throw closed("so it lends no interpreter");
                }
            } catch (PoolException e) {
                checkOpen();
                throw e;
            }
        }
    }

    /** Takes back what was on loan: it becomes idle, or ends. */
    void takeBack(HiredLease lease) {
        loans.remove(lease);
        Hired hired = lease.hired();
        try {
            if (hired.isBroken() || !hired.isAtRest()) {
                endBroken(hired);
            } else if (isWanted(hired)) {
                keepWithoutThreads(hired, hired.leftThreads());
            } else {
                end(hired);
            }
        } catch (InterpreterNotFoundException e) {
            // Somebody closed it just now.
            endBroken(hired);
        }
    }

    private boolean isWanted(Hired hired) {
        Settings now = settings;
        return !now.fresh() && hired.stock() == stock && (now.maxUses() == 0 || hired.uses() < now.maxUses());
    }

    private void keepWithoutThreads(Hired hired, Set<Thread> left) {
        if (left.isEmpty()) {
            keep(hired);
            return;
        }
        endings.run(() -> {
            if (hired.outlives(left)) {
                keep(hired);
            } else {
                endBroken(hired);
            }
        });
    }

    private void keep(Hired hired) {
        hired.stock().giveBack(hired);
        gate.leave();
        Settings now = settings;
        int idle = stock.idle();
        int inside = gate.inside();
        if (idle + inside > now.max() || hired.stock() != stock) {
            upkeep.ask();
        } else if (idle > now.ready(inside) && now.idleTimeout().isPositive()) {
            upkeep.askIn(now.idleTimeout().toNanos());
        }
    }

    private void endBroken(Hired hired) {
        broken.increment();
        end(hired);
    }

    private void end(Hired hired) {
        hired.afterEnd(() -> {
            gate.leave();
            askIfShort();
        });
        hired.stock().remove(hired);
    }

    private void askIfShort() {
        if (stock.idle() < settings.ready(gate.inside())) {
            upkeep.ask();
        }
    }

    private void lookAfter() {
        Settings to = wanted.getAndSet(null);
        if (to != null) {
            change(to);
        }
        try {
            trim();
            refill();
        } catch (IllegalStateException e) {
            LOG.log(stopping ? Level.DEBUG : Level.WARNING, "the upkeep of pool '" + name + "' failed", e);
        } catch (InterruptedException e) {
            // It is the end.
        }
    }

    /** Changes the settings. A new making is tried first: if it does not work, all stays as it was. */
    private void change(Settings to) {
        if (!to.making().equals(settings.making())) {
            Stock before = stock;
            Stock after = new Stock(to, maker, endings);
            try {
                after.add();
            } catch (PoolException | InterruptedException e) {
                after.close();
                LOG.log(Level.ERROR, () -> "org.clutch.pool~" + name + " stays as it was: " + e.getMessage());
                return;
            }
            stock = after;
            before.close();
        }
        settings = to;
        stock.resize(to);
        crew.resize(to.max());
        gate.resize(to.max());
        upkeep.forget();
    }

    private void trim() {
        Settings now = settings;
        // Whoever comes back is on loan no more before it is idle, so none is counted twice.
        int onLoan = loans.size();
        int ready = now.ready(onLoan);
        stock.trim(Math.max(0, now.max() - onLoan), ready, now.idleTimeout());
        if (stock.idle() > ready && now.idleTimeout().isPositive()) {
            upkeep.askIn(now.idleTimeout().toNanos() / 2);
        }
    }

    private void refill() throws InterruptedException {
        while (!stopping && wanted.get() == null && stock.idle() < settings.ready(gate.inside())) {
            int before = stock.idle();
            try {
                stock.add();
                failing = false;
            } catch (PoolException e) {
                if (!failing) {
                    LOG.log(Level.ERROR, e.getMessage());
                }
                failing = true;
                return;
            }
            if (stock.idle() <= before) {
                // There are as many as there may be; whoever takes or returns one asks again.
                return;
            }
        }
    }

    @Override
    public CompletableFuture<Object> submit(String function, Object... args) {
        return submit(interpreter -> interpreter.call(function, args));
    }

    @Override
    public <T> CompletableFuture<T> submit(Function<? super Interpreter, ? extends T> task) {
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
        return new PoolStatistics(settings.max(), stock.idle(), loans.size(), gate.getQueueLength(), crew.queued(),
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
        upkeep.stop();
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
        stock.close();
        try {
            upkeep.await(LAST_ENDS);
            stock.close();
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
