package org.clutch.engine.graalpy.face;

import org.clutch.interpreter.InterpreterException;
import org.graalvm.polyglot.HostAccess;

/** One worker at {@link HostTasks}, for the Python in its interpreter; used by one thread. */
public final class HostWorker {
    private final HostTasks tasks;
    /** That of the interpreter which works. */
    private Border border;
    private HostTasks.Task current;

    HostWorker(HostTasks tasks) {
        this.tasks = tasks;
    }

    /** Notes which interpreter it is that works, before it does. */
    public void enter(Border ofInterpreter) {
        border = ofInterpreter;
    }

    /** Gives the function to call. */
    @HostAccess.Export
    public Object function() {
        return Crossed.toPython(tasks.function());
    }

    /** Gives the names of those arguments, the last ones of each call, that are passed by name. */
    @HostAccess.Export
    public Object keywords() {
        return Crossed.toPython(tasks.keywords());
    }

    /** Claims a call: its arguments, or None if there is none left. */
    @HostAccess.Export
    public Object claim() {
        current = tasks.claim();
        return current == null ? null : Crossed.toPython(current.args());
    }

    /** Gives the result of the call that was claimed, and claims another one. */
    @HostAccess.Export
    public Object returned(Object result) {
        current.complete(Crossed.fromPython(result, border));
        return claim();
    }

    /** Gives what the call that was claimed has instead of a result, and claims another one. */
    @HostAccess.Export
    public Object failed(Object outcome) {
        current.complete(outcome);
        return claim();
    }

    /**
     * Hears how the visit to the interpreter ended. If that was before all calls were done, one of them has this end as its
     * outcome: the one that was under way, or else the next one, so that each visit gets on.
     *
     * @return how it ended, which is well if there was no call left
     */
    Outcome leave(Outcome end) {
        if (end == Outcome.DONE) {
            return end;
        }
        if (current == null) {
            current = tasks.claim();
        }
        if (current == null) {
            return Outcome.DONE;
        }
        current.complete(end);
        return end;
    }
}
