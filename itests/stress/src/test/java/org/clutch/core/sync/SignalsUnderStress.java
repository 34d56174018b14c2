package org.clutch.core.sync;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Those who wait for a signal and those who give it, by events, conditions and barriers. */
public final class SignalsUnderStress {
    private static final int ASLEEP = -1;

    private SignalsUnderStress() {}

    /** A wait in an actor, whom nobody interrupts. */
    private interface Waiting {
        int run() throws InterruptedException;

        static int of(Waiting waiting) {
            try {
                return waiting.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("somebody interrupted an actor", e);
            }
        }
    }

    /** Somebody who waits for an event. */
    @JCStressTest
    @Outcome(id = "42", expect = Expect.ACCEPTABLE, desc = "set, wait; or wait, set; what was written before it is seen")
    @Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "waiter and waker missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the waiter does not see what was written before")
    @State
    public static class OfEvent {
        private final Flag flag = new Flag(1, "", AcquirableOperations.ALONE);
        private int plain;

        @Actor
        public void set() {
            plain = 42;
            flag.set();
        }

        @Actor
        public void await(I_Result result) {
            result.r1 = Waiting.of(() -> flag.await(flag.sets(), LocksUnderStress.aMinute()) ? plain : ASLEEP);
        }
    }

    /** An event that is cleared as soon as it is set. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "whoever waited hears of it, cleared or not")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the clearing took it from who waited")
    @State
    public static class OfClearedEvent {
        private final Flag flag = new Flag(1, "", AcquirableOperations.ALONE);
        private final long before = flag.sets();

        @Actor
        public void setAndClear() {
            flag.set();
            flag.clear();
        }

        @Actor
        public void await(Z_Result result) {
            result.r1 = Waiting.of(() -> flag.await(before, LocksUnderStress.aMinute()) ? 1 : ASLEEP) == 1;
        }
    }

    /** Somebody who waits by a condition for what another one changes under its lock. */
    @JCStressTest
    @Outcome(id = "42", expect = Expect.ACCEPTABLE, desc = "signal, look; or look, wait, signal")
    @Outcome(id = "-1", expect = Expect.FORBIDDEN, desc = "signal and waiter missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the waiter went on without the signal, or does not see what it was for")
    @State
    public static class OfCondition {
        private final PlainLock lock = new PlainLock(1, "", AcquirableOperations.ALONE);
        private final Signals signals = new Signals(2, lock, "", AcquirableOperations.ALONE);
        private final User waiter = new User(1);
        private final User signaller = new User(2);
        private int plain;

        @Actor
        public void await(I_Result result) {
            result.r1 = Waiting.of(() -> {
                if (!LocksUnderStress.acquire(lock, waiter)) {
                    return ASLEEP;
                }
                boolean came = plain != 0 || awaitSignal();
                int seen = came ? plain : ASLEEP;
                lock.release(waiter);
                return seen;
            });
        }

        private boolean awaitSignal() throws InterruptedException {
            Signals.Waiter wait = signals.begin(waiter, waiter);
            wait.await(LocksUnderStress.aMinute());
            boolean came = wait.end(true);
            return wait.reacquire(LocksUnderStress.aMinute()) && came;
        }

        @Actor
        public void signal() {
            if (LocksUnderStress.acquire(lock, signaller)) {
                plain = 42;
                signals.signal(1);
                lock.release(signaller);
            }
        }
    }

    /** Two that meet. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each one sees what the other one wrote before it came")
    @Outcome(id = {"-1, .*",
            ".*, -1"}, expect = Expect.FORBIDDEN, desc = "the last one and who waited missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "somebody went on before the other one had come")
    @State
    public static class OfBarrier {
        private final Meeting meeting = new Meeting(1, new Meeting.Terms(2, null, null), "",
                AcquirableOperations.ALONE);
        private int first;
        private int second;

        private boolean meet(User user) throws InterruptedException {
            Meeting.Place place = meeting.arrive(user, LocksUnderStress.aMinute());
            if (place.isLast()) {
                place.pass();
                return true;
            }
            return place.await(LocksUnderStress.aMinute());
        }

        @Actor
        public void one(II_Result result) {
            first = 1;
            result.r1 = Waiting.of(() -> meet(new User(1)) ? second : ASLEEP);
        }

        @Actor
        public void two(II_Result result) {
            second = 1;
            result.r2 = Waiting.of(() -> meet(new User(2)) ? first : ASLEEP);
        }
    }
}
