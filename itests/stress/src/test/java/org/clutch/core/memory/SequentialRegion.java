package org.clutch.core.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A region, a move of it and its borrows as a single thread sees them. */
public final class SequentialRegion {
    private static final int NOBODY = 0;
    private static final int TRAVELS = -1;

    /** Who owns it from one move to the next. */
    private static final class Time {
        private final Time before;
        private int owner;

        Time(Time before, int owner) {
            this.before = before;
            this.owner = owner;
        }
    }

    private final Time first = new Time(null, RegionOperations.OWNER);
    private final Time sent = new Time(first, TRAVELS);
    private final Map<Integer, Time> received = new HashMap<>();
    private final Map<Integer, Time> moved = new HashMap<>();
    private final Map<Integer, Deque<Boolean>> borrows = new HashMap<>();
    private Time now = sent;

    private Time time(int thread, int whose) {
        return whose < RegionOperations.FIRST_RECEIVER ? first : received.get(thread);
    }

    private boolean isBorrowed(boolean exclusively) {
        return borrows.values().stream().flatMap(Deque::stream).anyMatch(each -> each || !exclusively);
    }

    private void restore(Time move) {
        if (now == move && move.owner == TRAVELS) {
            now = move.before;
        }
    }

    /** Gives "received", or "refused" if somebody has, or it is back. */
    public String receive(int thread) {
        if (now != sent || sent.owner != TRAVELS) {
            return "refused";
        }
        sent.owner = RegionOperations.FIRST_RECEIVER + thread;
        received.put(thread, sent);
        return "received";
    }

    /** Takes it back, unless somebody has received it. */
    public void takeBack() {
        restore(sent);
    }

    /** Gives "lent", "borrowed" if others have it, "refused" if it was moved, "none" if there is no handle. */
    public String borrow(int thread, int whose, boolean exclusive) {
        Time mine = time(thread, whose);
        if (mine == null) {
            return "none";
        }
        if (mine != now) {
            return "refused";
        }
        if (isBorrowed(!exclusive)) {
            return "borrowed";
        }
        borrows.computeIfAbsent(thread, _ -> new ArrayDeque<>()).push(exclusive);
        return "lent";
    }

    /** Ends the last borrow of a thread. */
    public void giveBack(int thread) {
        if (borrows.containsKey(thread)) {
            borrows.get(thread).poll();
        }
    }

    /** Gives "moved", "borrowed", "refused" to who does not own it, "none" if there is no handle or a move before. */
    public String move(int thread, int whose) {
        Time mine = time(thread, whose);
        if (mine == null || moved.containsKey(thread)) {
            return "none";
        }
        int user = whose < RegionOperations.FIRST_RECEIVER ? whose : whose + thread;
        if (mine != now || mine.owner != user && mine.owner != NOBODY) {
            return "refused";
        }
        if (isBorrowed(false)) {
            return "borrowed";
        }
        now = new Time(now, TRAVELS);
        moved.put(thread, now);
        return "moved";
    }

    /** Takes the move of a thread back. */
    public void undo(int thread) {
        if (moved.containsKey(thread)) {
            restore(moved.get(thread));
        }
    }

    /** Ends the first owner: then whoever has it may move it. */
    public void end() {
        if (first.owner == RegionOperations.OWNER) {
            first.owner = NOBODY;
        }
    }
}
