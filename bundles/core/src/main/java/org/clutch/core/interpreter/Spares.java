package org.clutch.core.interpreter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.clutch.engine.Engine;
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
    private final Deque<PreparedState> ready = new ArrayDeque<>();
    private int wanted;
    private boolean closed;
    /** Null while nobody refills. */
    private Thread refiller;

    Spares(Engine engine, int wanted) {
        this.engine = engine;
        this.wanted = wanted;
    }

    /** Gives a state that nobody else has: a spare one if one fits, else a new one. */
    PreparedState take(InterpreterSpec spec) {
        PreparedState spare = takeReady(spec);
        try {
            return spare != null ? spare : engine.prepare(spec);
        } finally {
            refill();
        }
    }

    private synchronized PreparedState takeReady(InterpreterSpec spec) {
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
        Deque<PreparedState> beyond = new ArrayDeque<>();
        synchronized (this) {
            wanted = newWanted;
            while (ready.size() > wanted) {
                beyond.add(ready.removeLast());
            }
        }
        beyond.forEach(PreparedState::close);
        refill();
    }

    private synchronized void refill() {
        if (refiller == null && missing()) {
            refiller = Thread.ofPlatform().name("clutch-spares").daemon().stackSize(STACK).start(this::makeAll);
        }
    }

    private boolean missing() {
        return !closed && ready.size() < wanted;
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
                made.close();
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

    /** Says how many there should be. */
    synchronized int wanted() {
        return wanted;
    }

    /** Counts what is ready. */
    synchronized int size() {
        return ready.size();
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
        Deque<PreparedState> left = new ArrayDeque<>();
        synchronized (this) {
            left.addAll(ready);
            ready.clear();
        }
        left.forEach(PreparedState::close);
    }
}
