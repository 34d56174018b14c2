package org.clutch.engine.graalpy.face;

import org.clutch.pool.Lease;
import org.graalvm.polyglot.HostAccess;

/** One worker at {@link HostTasks}, for the Python in its interpreter; used by one thread. */
public final class HostWorker {
    /** How many leases one visit may be: what a run has allocated, and whose turn it is, is told by visits. */
    private static final int RENEWALS = 100;

    private final HostTasks tasks;
    /** That of the interpreter which works. */
    private Border border;
    private HostTasks.Task current;
    /** Claimed at the end of a visit, for the next one. */
    private HostTasks.Task next;
    /** How many calls it does in one visit. */
    private final int most;
    /** How many more in this one. */
    private int left;
    /** Whether {@link #current} was claimed ahead of the visit. */
    private boolean ahead;
    private boolean outOfMemory;
    /** What this visit has on loan, or null for one that lasts as long as there are calls. */
    private Lease lease;
    /** How often it may still be renewed in this visit. */
    private int renewals;

    /** A worker that stays as long as there are calls. */
    HostWorker(HostTasks tasks) {
        this(tasks, Integer.MAX_VALUE);
        left = most;
    }

    /** A worker that visits one interpreter after the other, see {@link #begin}. */
    HostWorker(HostTasks tasks, int most) {
        this.tasks = tasks;
        this.most = most;
    }

    /** Claims the first call of a visit ahead of it, unless it has one; false if none is left. */
    boolean begin() {
        if (next != null) {
            current = next;
            next = null;
        } else if (!ahead) {
            current = tasks.claim();
        }
        ahead = current != null;
        left = most - 1;
        outOfMemory = false;
        return ahead;
    }

    /** Notes what the visit that begins has on loan. */
    void visits(Lease loan) {
        lease = loan;
        renewals = RENEWALS;
    }

    /** Says whether there is a call which was claimed and has no outcome. */
    boolean isUnfinished() {
        return current != null;
    }

    /** Says whether a call of this visit ended for lack of memory. */
    boolean isOutOfMemory() {
        return outOfMemory;
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
        if (ahead) {
            ahead = false;
        } else if (left > 0) {
            left--;
            current = tasks.claim();
        } else {
            current = claimForAnotherLease();
        }
        return current == null ? null : Crossed.toPython(current.args());
    }

    /** Claims a call if this visit may go on with it as another lease; if not, the call is for the next visit. */
    private HostTasks.Task claimForAnotherLease() {
        if (lease == null) {
            return null;
        }
        next = tasks.poll();
        if (next == null || renewals == 0 || outOfMemory || !lease.renew()) {
            return null;
        }
        renewals--;
        left = most - 1;
        HostTasks.Task task = next;
        next = null;
        return task;
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
        outOfMemory |= outcome instanceof Outcome known && known.isOutOfMemory();
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
            current = afterFailure();
        }
        if (current == null) {
            return Outcome.DONE;
        }
        current.complete(end);
        ahead = false;
        return end;
    }

    private HostTasks.Task afterFailure() {
        HostTasks.Task task = next;
        next = null;
        if (task != null) {
            return task;
        }
        // Who visits goes on to the next visit, and only leaves when there is nothing to begin it with.
        return lease == null ? tasks.claim() : tasks.poll();
    }
}
