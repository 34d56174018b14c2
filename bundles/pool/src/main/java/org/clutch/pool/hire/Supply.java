package org.clutch.pool.hire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.clutch.pool.PoolException;

/**
 * Keeps as many interpreters ready as the settings say, and follows changes of those.
 *
 * <p>{@link #settings} and {@link #stock} are written by the upkeep's thread alone, and read by all. An interpreter belongs
 * to the stock that made it, so whoever comes back to find another stock in its place is of an older making.
 */
final class Supply {
    private static final Logger LOG = System.getLogger("org.clutch.pool");

    private final String name;
    private final Maker maker;
    private final Endings endings;
    private final Gate gate;
    private final IntSupplier onLoan;
    private final IntConsumer resized;
    private final Upkeep upkeep;
    /** What upkeep is to change to, or null. */
    private final AtomicReference<Settings> wanted = new AtomicReference<>();
    private volatile Settings settings;
    private volatile Stock stock;
    /** No more are made ready. */
    private volatile boolean stopping;
    /** Used by upkeep alone: whether the last making failed, which the log has said. */
    private boolean failing;

    /**
     * @param onLoan counts the interpreters on loan; whoever comes back is on loan no more before it is idle
     * @param resized hears of another number that there may be
     */
    Supply(String name, Settings settings, Maker maker, Endings endings, Gate gate, IntSupplier onLoan,
            IntConsumer resized) {
        this.name = name;
        this.settings = settings;
        this.maker = maker;
        this.endings = endings;
        this.gate = gate;
        this.onLoan = onLoan;
        this.resized = resized;
        this.stock = new Stock(settings, maker, endings);
        this.upkeep = new Upkeep(name, this::lookAfter);
    }

    Settings settings() {
        return settings;
    }

    /** Counts those that are ready. */
    int idle() {
        return stock.idle();
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

    /**
     * Takes an idle one, or makes one; the caller has a permit of the gate.
     *
     * @throws IllegalStateException if this is closed
     * @throws PoolException if one was to be made and could not
     */
    Hired take() throws InterruptedException {
        while (true) {
            Stock now = stock;
            try {
                Hired hired = now.take();
                hired.countUse();
                return hired;
            } catch (IllegalStateException e) {
                if (now == stock) {
                    throw e;
                }
            }
        }
    }

    /** Says whether one that comes back may be used again. */
    boolean isWanted(Hired hired) {
        Settings now = settings;
        return !now.fresh() && hired.stock() == stock && (now.maxUses() == 0 || hired.uses() < now.maxUses());
    }

    /** Makes one idle that was taken, and gives its permit back. */
    void keep(Hired hired) {
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

    /** Ends one that was taken, and gives its permit back when it has ended. */
    void end(Hired hired) {
        hired.afterEnd(() -> {
            gate.leave();
            askIfShort();
        });
        hired.stock().remove(hired);
    }

    /** Has more made if too few are ready. */
    void askIfShort() {
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
        resized.accept(to.max());
        gate.resize(to.max());
        upkeep.forget();
    }

    private void trim() {
        Settings now = settings;
        int ready = now.ready(onLoan.getAsInt());
        // What is on loan when they are counted may be idle a moment later.
        stock.trim(() -> Math.max(0, now.max() - onLoan.getAsInt()), ready, now.idleTimeout());
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

    /** Makes none ready any more. */
    void stop() {
        stopping = true;
        upkeep.stop();
    }

    /** Ends those that are idle, and from now on those that are given back. */
    void close() {
        stock.close();
    }

    /** Waits until upkeep does nothing any more, or the time is over. */
    void await(Duration deadline) throws InterruptedException {
        upkeep.await(deadline);
    }
}
