package org.clutch.pool.hire;

import java.util.concurrent.atomic.AtomicBoolean;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;

/** An interpreter on loan; it goes back once, whoever is first to close it. */
final class HiredLease implements Lease {
    private final LivePool pool;
    private final Hired hired;
    private final Interpreter interpreter = new LeasedInterpreter(this);
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Null while nobody records. */
    private volatile Recording recording;

    /**
     * @param recording what has heard that somebody asked, or null
     */
    HiredLease(LivePool pool, Hired hired, Recording recording) {
        this.pool = pool;
        this.hired = hired;
        begin(recording);
    }

    private void begin(Recording next) {
        if (next != null) {
            next.hired();
        }
        recording = next;
    }

    private void endRecording() {
        Recording last = recording;
        if (last != null) {
            last.ended(pool.name(), hired);
        }
    }

    Hired hired() {
        return hired;
    }

    @Override
    public Interpreter interpreter() {
        open();
        return interpreter;
    }

    /** Gives the interpreter itself, for one use. */
    Interpreter open() {
        if (closed.get()) {
            throw new IllegalStateException(
                    "this lease of " + hired + " in pool '" + pool.name() + "' is closed: hire another");
        }
        return hired.interpreter();
    }

    /** Notes an exception of the interpreter, and gives the one to throw. */
    RuntimeException saw(RuntimeException e) {
        hired.saw(e);
        boolean ended = e instanceof ExecutionInterruptedException || e instanceof InterpreterNotFoundException;
        return ended && pool.isCancelled()
                ? new PoolClosedException("pool '" + pool.name() + "' was stopped while " + hired + " was at work", e)
                : e;
    }

    @Override
    public void discard() {
        hired.breaks();
    }

    @Override
    public boolean renew() {
        open();
        if (!pool.renew(this)) {
            return false;
        }
        endRecording();
        begin(Recording.begun());
        return true;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            endRecording();
            pool.takeBack(this);
        }
    }
}
