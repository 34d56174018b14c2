package org.clutch.core.sync;

import java.time.Duration;
import org.clutch.core.channel.Deadline;
import org.clutch.sync.Barrier;
import org.clutch.sync.BrokenBarrierException;

/** A barrier as one user sees it. */
final class HeldBarrier extends Held<Meeting> implements Barrier {
    HeldBarrier(Meeting shared, User user) {
        super(shared, user);
    }

    @Override
    public int parties() {
        return shared.terms().parties();
    }

    @Override
    public int waiting() {
        return shared.waiting();
    }

    @Override
    public boolean isBroken() {
        return shared.isBroken();
    }

    @Override
    public Object action() {
        return shared.terms().action();
    }

    @Override
    public Duration timeout() {
        return shared.terms().timeout();
    }

    @Override
    public int await() throws InterruptedException {
        return await(timeout());
    }

    @Override
    public int await(Duration timeout) throws InterruptedException {
        Deadline end = deadline(timeout);
        Arrival arrival = arrive(timeout);
        boolean passed = false;
        try {
            if (arrival == null) {
                shared.abort();
            } else if (arrival.isLast()) {
                pass(arrival);
                passed = true;
            } else {
                passed = arrival.await(timeout == null ? null : Duration.ofNanos(end.left()));
            }
        } finally {
            if (!passed && arrival != null) {
                arrival.leave();
            }
        }
        if (!passed) {
            throw new BrokenBarrierException(this + " is broken: the others did not come within " + timeout);
        }
        return arrival.index();
    }

    private void pass(Arrival arrival) {
        if (action() != null) {
            throw new UnsupportedOperationException(
                    this + " has an action of Python, so Java code cannot be the last to arrive");
        }
        arrival.pass();
    }

    @Override
    public Arrival arrive(Duration timeout) throws InterruptedException {
        Meeting.Place place = shared.arrive(user, deadline(timeout));
        return place == null ? null : new HeldArrival(place);
    }

    private record HeldArrival(Meeting.Place place) implements Arrival {
        @Override
        public int index() {
            return place.index();
        }

        @Override
        public boolean isLast() {
            return place.isLast();
        }

        @Override
        public void pass() {
            place.pass();
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            return place.await(deadline(timeout));
        }

        @Override
        public void leave() {
            place.leave();
        }
    }

    @Override
    public void reset() {
        shared.reset();
    }

    @Override
    public void abort() {
        shared.abort();
    }
}
