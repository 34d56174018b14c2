package org.clutch.core.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.clutch.engine.Engine;
import org.clutch.engine.Host;
import org.clutch.engine.InterpreterState;
import org.clutch.engine.PreparedState;
import org.clutch.interpreter.InterpreterSpec;

/**
 * Keeps states ready for interpreters to come. The first state that somebody takes is made on the spot, and from then on a
 * thread of its own, named {@code clutch-spares}, makes up for what was taken and ends when there are enough. All fields are
 * guarded by this object's monitor; states are made and ended outside it.
 */
final class Spares {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final long STACK = 16 << 20;

    private final Engine engine;
    /** The oldest first. */
    private final List<PreparedState> ready = new ArrayList<>();
    private int wanted;
    /** Whether somebody has taken a state, or tried to. */
    private boolean asked;
    private boolean closed;
    /** Null while nobody refills. */
    private Thread refiller;

    Spares(Engine engine, int wanted) {
        this.engine = engine;
        this.wanted = wanted;
    }

    /** Gives an interpreter a state that nobody else has: a spare one if one fits, else a new one. */
    InterpreterState adopt(InterpreterSpec spec, Host host) {
        try {
            return adopted(take(spec), spec, host);
        } finally {
            // Not before, for somebody waits, and to make another keeps a core busy for a while.
            refill();
        }
    }

    private InterpreterState adopted(PreparedState taken, InterpreterSpec spec, Host host) {
        try {
            return taken.adopt(spec, host);
        } catch (RuntimeException | Error e) {
            // In a thread of its own, for what interrupted this one would interrupt that too.
            Ending.joins(Thread.ofPlatform().name("clutch-spare-end").daemon().stackSize(STACK)
                    .start(() -> end(List.of(taken))));
            throw e;
        }
    }

    private PreparedState take(InterpreterSpec spec) {
        PreparedState spare = takeReady(spec);
        return spare != null ? spare : engine.prepare(spec);
    }

    private synchronized PreparedState takeReady(InterpreterSpec spec) {
        asked = true;
        for (Iterator<PreparedState> each = ready.iterator(); each.hasNext();) {
            PreparedState spare = each.next();
            if (spare.fits(spec)) {
                each.remove();
                return spare;
            }
        }
        return null;
    }

    /** Changes how many there should be; those beyond are ended. */
    void resize(int newWanted) {
        List<PreparedState> beyond;
        synchronized (this) {
            wanted = newWanted;
            beyond = removeBeyond(wanted);
        }
        end(beyond);
        refill();
    }

    /** Removes the newest. */
    private List<PreparedState> removeBeyond(int kept) {
        List<PreparedState> tail = ready.subList(Math.min(kept, ready.size()), ready.size());
        List<PreparedState> removed = List.copyOf(tail);
        tail.clear();
        return removed;
    }

    private synchronized void refill() {
        if (refiller == null && missing()) {
            refiller = Thread.ofPlatform().name("clutch-spares").daemon().stackSize(STACK).start(this::makeAll);
        }
    }

    private boolean missing() {
        return asked && !closed && ready.size() < wanted;
    }

    private void makeAll() {
        while (goesOn()) {
            PreparedState made;
            try {
                made = engine.prepare(InterpreterSpec.DEFAULT);
            } catch (RuntimeException | Error e) {
                giveUp(e);
                return;
            }
            if (!keep(made)) {
                end(List.of(made));
            }
        }
    }

    private synchronized boolean goesOn() {
        if (!missing()) {
            refiller = null;
        }
        return refiller != null;
    }

    private synchronized boolean keep(PreparedState made) {
        return missing() && ready.add(made);
    }

    /** The next one who needs a state tries again, and hears the reason if it is still there. */
    private synchronized void giveUp(Throwable reason) {
        refiller = null;
        LOG.log(closed ? Level.DEBUG : Level.WARNING, "no spare interpreter could be made", reason);
    }

    /** One that fails to end keeps neither the others nor the caller from going on. */
    private static void end(List<PreparedState> unused) {
        for (PreparedState each : unused) {
            try {
                each.close();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "a spare interpreter did not end in order", e);
            }
        }
    }

    /** Says how many there should be. */
    synchronized int wanted() {
        return wanted;
    }

    /** Ends all, and the thread. */
    void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = refiller;
        }
        if (last != null) {
            Ending.joins(last);
        }
        List<PreparedState> left;
        synchronized (this) {
            left = removeBeyond(0);
        }
        end(left);
    }
}
