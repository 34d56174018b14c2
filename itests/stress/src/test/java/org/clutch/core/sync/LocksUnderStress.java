package org.clutch.core.sync;

import java.time.Duration;
import java.util.function.Consumer;
import org.clutch.core.channel.Deadline;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Those who acquire, release and end. Who is not woken gives up after a minute, which nobody else takes, and the result tells.
 */
public final class LocksUnderStress {
    private LocksUnderStress() {}

    static Deadline aMinute() {
        return Deadline.after(Duration.ofMinutes(1));
    }

    static boolean acquire(Acquirable acquirable, User user) {
        try {
            return acquirable.acquire(user, aMinute());
        } catch (InterruptedException e) {
            throw new IllegalStateException("somebody interrupted an actor", e);
        }
    }

    private static PlainLock plainLock() {
        return new PlainLock(1, "", AcquirableOperations.ALONE);
    }

    private static Permits onePermit() {
        return new Permits(1, 1, true, "", AcquirableOperations.ALONE);
    }

    /** What a lock guards, and two that use it. */
    private static final class Counter {
        private final Acquirable guard;
        private final Consumer<User> release;
        private final User first = new User(1);
        private final User second = new User(2);
        private int value;

        Counter(Acquirable guard, Consumer<User> release) {
            this.guard = guard;
            this.release = release;
        }

        int one() {
            return next(first);
        }

        int two() {
            return next(second);
        }

        /** Gives the number before, and adds one; -1 if it was not acquired in time. */
        private int next(User user) {
            if (!acquire(guard, user)) {
                return -1;
            }
            int before = value;
            value = before + 1;
            release.accept(user);
            return before;
        }
    }

    /** Two threads and what a lock guards. */
    @JCStressTest
    @Outcome(id = {"0, 1",
            "1, 0"}, expect = Expect.ACCEPTABLE, desc = "one after the other, who sees what the first one wrote")
    @Outcome(id = {"-1, .*", ".*, -1"}, expect = Expect.FORBIDDEN, desc = "release and waiter missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both had it at the same time, or a write was not seen")
    @State
    public static class OfLock {
        private final PlainLock lock = plainLock();
        private final Counter counter = new Counter(lock, lock::release);

        @Actor
        public void one(II_Result result) {
            result.r1 = counter.one();
        }

        @Actor
        public void two(II_Result result) {
            result.r2 = counter.two();
        }
    }

    /** The same with a lock of a thread. */
    @JCStressTest
    @Outcome(id = {"0, 1",
            "1, 0"}, expect = Expect.ACCEPTABLE, desc = "one after the other, who sees what the first one wrote")
    @Outcome(id = {"-1, .*", ".*, -1"}, expect = Expect.FORBIDDEN, desc = "release and waiter missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both had it at the same time, or a write was not seen")
    @State
    public static class OfReentrantLock {
        private final ReentrantLock lock = new ReentrantLock(1, "", AcquirableOperations.ALONE);
        private final Counter counter = new Counter(lock, lock::release);

        @Actor
        public void one(II_Result result) {
            result.r1 = counter.one();
        }

        @Actor
        public void two(II_Result result) {
            result.r2 = counter.two();
        }
    }

    /** The same with one permit. */
    @JCStressTest
    @Outcome(id = {"0, 1",
            "1, 0"}, expect = Expect.ACCEPTABLE, desc = "one after the other, who sees what the first one wrote")
    @Outcome(id = {"-1, .*", ".*, -1"}, expect = Expect.FORBIDDEN, desc = "release and waiter missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both had it at the same time, or a write was not seen")
    @State
    public static class OfPermit {
        private final Permits permits = onePermit();
        private final Counter counter = new Counter(permits, user -> permits.release(user, 1));

        @Actor
        public void one(II_Result result) {
            result.r1 = counter.one();
        }

        @Actor
        public void two(II_Result result) {
            result.r2 = counter.two();
        }
    }

    /** Two that do not wait for the last permit. */
    @JCStressTest
    @Outcome(id = {"true, false", "false, true"}, expect = Expect.ACCEPTABLE, desc = "the first one gets it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both got it, or neither")
    @State
    public static class OfLastPermit {
        private final Permits permits = onePermit();

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = permits.tryAcquire(new User(1));
        }

        @Actor
        public void two(ZZ_Result result) {
            result.r2 = permits.tryAcquire(new User(2));
        }
    }

    /** The end of the interpreter that has a lock, and somebody who releases it. */
    @JCStressTest
    @Outcome(id = "released, free", expect = Expect.ACCEPTABLE, desc = "release, end")
    @Outcome(id = "refused, abandoned", expect = Expect.ACCEPTABLE, desc = "end, which frees and marks it, release")
    @Outcome(expect = Expect.FORBIDDEN, desc = "freed twice, not at all, or marked in spite of the release")
    @State
    public static class EndAgainstRelease {
        private final PlainLock lock = plainLock();
        private final User owner = new User(1);

        /** It has it. */
        public EndAgainstRelease() {
            lock.tryAcquire(owner);
        }

        @Actor
        public void release(LL_Result result) {
            try {
                lock.release(owner);
                result.r1 = "released";
            } catch (IllegalMonitorStateException e) {
                result.r1 = "refused";
            }
        }

        @Actor
        public void end() {
            lock.ended(owner);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = lock.isLocked() ? "locked" : lock.isAbandoned() ? "abandoned" : "free";
        }
    }

    /** The end of an interpreter, and a thread in it that acquires a lock of its own and releases it. */
    @JCStressTest
    @Outcome(id = "released, free", expect = Expect.ACCEPTABLE, desc = "acquisition, release, end")
    @Outcome(id = "taken, abandoned", expect = Expect.ACCEPTABLE, desc = "acquisition, end, release, which is refused")
    @Outcome(id = "ended, free", expect = Expect.ACCEPTABLE, desc = "end, acquisition, which is refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "an interpreter that has ended keeps it, or it is marked without reason")
    @State
    public static class EndAgainstThread {
        private final ReentrantLock lock = new ReentrantLock(1, "", AcquirableOperations.ALONE);
        private final User owner = new User(1);

        @Actor
        public void acquireAndRelease(LL_Result result) {
            try {
                lock.tryAcquire(owner);
                lock.release(owner);
                result.r1 = "released";
            } catch (InterpreterNotFoundException e) {
                result.r1 = "ended";
            } catch (IllegalMonitorStateException e) {
                result.r1 = "taken";
            }
        }

        @Actor
        public void end() {
            lock.ended(owner);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = lock.isLocked() ? "locked" : lock.isAbandoned() ? "abandoned" : "free";
        }
    }

    /** The end of the interpreter that has a lock, and somebody who waits for it. */
    @JCStressTest
    @Outcome(id = "acquired, true", expect = Expect.ACCEPTABLE, desc = "end, acquisition, with or without a wait")
    @Outcome(id = "asleep, .*", expect = Expect.FORBIDDEN, desc = "end and waiter missed each other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "who acquired it does not see that it is abandoned")
    @State
    public static class EndAgainstWaiter {
        private final PlainLock lock = plainLock();
        private final User owner = new User(1);

        /** It has it. */
        public EndAgainstWaiter() {
            lock.tryAcquire(owner);
        }

        @Actor
        public void acquire(LL_Result result) {
            result.r1 = LocksUnderStress.acquire(lock, new User(2)) ? "acquired" : "asleep";
            result.r2 = lock.isAbandoned();
        }

        @Actor
        public void end() {
            lock.ended(owner);
        }
    }

    /** The end of the interpreter that has the permit, and somebody who releases it. */
    @JCStressTest
    @Outcome(id = {"released, 1",
            "refused, 1"}, expect = Expect.ACCEPTABLE, desc = "one of the two brings it back, the other one does not")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it came back twice, or not at all")
    @State
    public static class EndAgainstPermit {
        private final Permits permits = onePermit();
        private final User owner = new User(1);

        /** It has it. */
        public EndAgainstPermit() {
            permits.tryAcquire(owner);
        }

        @Actor
        public void release(LL_Result result) {
            try {
                permits.release(owner, 1);
                result.r1 = "released";
            } catch (IllegalArgumentException e) {
                result.r1 = "refused";
            }
        }

        @Actor
        public void end() {
            permits.ended(owner);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = permits.permits();
        }
    }
}
