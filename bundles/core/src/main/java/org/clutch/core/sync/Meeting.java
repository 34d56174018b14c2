package org.clutch.core.sync;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.clutch.core.channel.Awaited;
import org.clutch.core.channel.Deadline;
import org.clutch.core.channel.WaitingRoom;
import org.clutch.sync.BrokenBarrierException;

/** What a barrier is: one round of arrivals after the other. The monitor guards which round it is, and all in it. */
final class Meeting extends Shared {
    private final Terms terms;
    private final WaitingRoom room = new WaitingRoom();
    private Round round = new Round();

    /** What its maker said of a barrier. */
    record Terms(int parties, Object action, Duration timeout) {
        Terms {
            if (parties < 1) {
                throw new IllegalArgumentException("parties must be > 0, got " + parties);
            }
        }
    }

    private enum State {
        FILLING,
        /** The last one has come and has not let the others go yet. */
        COMPLETE, PASSED, BROKEN
    }

    /** What the threads share that go on together. */
    private static final class Round {
        private int arrived;
        private final Set<User> users = new HashSet<>();
        /** Written in the monitor; those who wait look at it without. */
        private volatile State state = State.FILLING;
    }

    /** One thread in a round. */
    final class Place {
        private final Round its;
        private final int index;

        private Place(Round its, int index) {
            this.its = its;
            this.index = index;
        }

        int index() {
            return index;
        }

        boolean isLast() {
            return index == terms.parties - 1;
        }

        void pass() {
            synchronized (Meeting.this) {
                if (its.state == State.BROKEN) {
                    throw broken();
                }
                its.state = State.PASSED;
                round = new Round();
            }
            room.wakeAll();
        }

        boolean await(Deadline deadline) throws InterruptedException {
            State state = room.await(Awaited.ANYTHING, this::decided, deadline, waits());
            if (state == null) {
                state = decided();
            }
            if (state == State.BROKEN) {
                throw broken();
            }
            return state == State.PASSED;
        }

        private State decided() {
            State now = its.state;
            return now == State.PASSED || now == State.BROKEN ? now : null;
        }

        void leave() {
            breakUp(its);
        }
    }

    Meeting(long id, Terms terms, String name, Origin origin) {
        super(id, "barrier", name, origin);
        this.terms = terms;
    }

    Terms terms() {
        return terms;
    }

    synchronized int waiting() {
        return round.state == State.FILLING ? round.arrived : 0;
    }

    synchronized boolean isBroken() {
        return round.state == State.BROKEN;
    }

    /** Arrives, once nobody is at work on the end of the round before; null if the time was over. */
    Place arrive(User user, Deadline deadline) throws InterruptedException {
        Place early = tryArrive(user);
        return early != null ? early : room.await(Awaited.ANYTHING, () -> tryArrive(user), deadline, waits());
    }

    private synchronized Place tryArrive(User user) {
        Acquirable.check(user);
        switch (round.state) {
            case BROKEN -> throw broken();
            case FILLING -> {
                Place place = new Place(round, round.arrived++);
                round.users.add(user);
                if (place.isLast()) {
                    round.state = State.COMPLETE;
                }
                return place;
            }
            default -> {
                return null;
            }
        }
    }

    private BrokenBarrierException broken() {
        return new BrokenBarrierException(this + " is broken: a thread left before all " + terms.parties
                + " had come; reset it once they are to meet again");
    }

    void abort() {
        Round now;
        synchronized (this) {
            now = round;
        }
        breakUp(now);
    }

    void reset() {
        synchronized (this) {
            if (round.state != State.PASSED) {
                round.state = State.BROKEN;
            }
            round = new Round();
        }
        room.wakeAll();
    }

    private void breakUp(Round which) {
        synchronized (this) {
            if (which.state == State.PASSED) {
                return;
            }
            which.state = State.BROKEN;
        }
        room.wakeAll();
    }

    /** A thread that was waiting is gone. */
    @Override
    void ended(User user) {
        Round its = null;
        synchronized (this) {
            user.ended = true;
            if (round.users.contains(user)) {
                its = round;
            }
        }
        super.ended(user);
        if (its != null) {
            breakUp(its);
        }
    }
}
