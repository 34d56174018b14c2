package org.clutch.core.sync;

import org.clutch.core.channel.ParkingAtOnce;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * What Lincheck does to a lock or a semaphore for three interpreters, of which one ends. Nothing here waits: how waiters are
 * woken is for jcstress. {@code isLocked} and {@code permits} are snapshots by their contract, so they have no place in an
 * order.
 */
public abstract class AcquirableOperations {
    /** Nobody has a view, so nobody hears of garbage. */
    static final Shared.Origin ALONE = new Shared.Origin(ParkingAtOnce.waits(), null, _ -> {});

    private final Acquirable acquirable;
    private final User[] users = {new User(0), new User(1), new User(2)};

    AcquirableOperations(Acquirable acquirable) {
        this.acquirable = acquirable;
    }

    /** Releases, or throws what the real thing throws. */
    abstract void release(User user, int count);

    @Operation
    public final String tryAcquire(@Param(gen = ThreadIdGen.class) int thread,
            @Param(gen = IntGen.class, conf = "0:2") int user) {
        try {
            return acquirable.tryAcquire(users[user]) ? "acquired" : "not free";
        } catch (InterpreterNotFoundException e) {
            return "ended";
        }
    }

    @Operation
    public final String release(@Param(gen = ThreadIdGen.class) int thread,
            @Param(gen = IntGen.class, conf = "0:2") int user, @Param(gen = IntGen.class, conf = "1:2") int count) {
        try {
            release(users[user], count);
            return "released";
        } catch (IllegalMonitorStateException | IllegalArgumentException e) {
            return "refused";
        }
    }

    @Operation(runOnce = true)
    public final void end() {
        acquirable.ended(users[0]);
    }

    @Operation
    public final boolean isAbandoned() {
        return acquirable.isAbandoned();
    }

    @Operation(runOnce = true)
    public final void recover() {
        acquirable.recover();
    }

    /** A lock of nobody. */
    public static final class OfPlainLock extends AcquirableOperations {
        private final PlainLock lock;

        /** Lincheck makes it. */
        public OfPlainLock() {
            this(new PlainLock(1, "", ALONE));
        }

        private OfPlainLock(PlainLock lock) {
            super(lock);
            this.lock = lock;
        }

        @Override
        void release(User user, int count) {
            lock.release(user);
        }
    }

    /** A lock of a thread. */
    public static final class OfReentrantLock extends AcquirableOperations {
        private final ReentrantLock lock;

        /** Lincheck makes it. */
        public OfReentrantLock() {
            this(new ReentrantLock(1, "", ALONE));
        }

        private OfReentrantLock(ReentrantLock lock) {
            super(lock);
            this.lock = lock;
        }

        @Override
        void release(User user, int count) {
            lock.release(user);
        }
    }

    /** Two permits, and never more. */
    public static final class OfBoundedSemaphore extends AcquirableOperations {
        private final Permits permits;

        /** Lincheck makes it. */
        public OfBoundedSemaphore() {
            this(new Permits(1, SequentialPermits.FIRST, true, "", ALONE));
        }

        private OfBoundedSemaphore(Permits permits) {
            super(permits);
            this.permits = permits;
        }

        @Override
        void release(User user, int count) {
            permits.release(user, count);
        }
    }

    /** Two permits, and more if somebody makes them. */
    public static final class OfSemaphore extends AcquirableOperations {
        private final Permits permits;

        /** Lincheck makes it. */
        public OfSemaphore() {
            this(new Permits(1, SequentialPermits.FIRST, false, "", ALONE));
        }

        private OfSemaphore(Permits permits) {
            super(permits);
            this.permits = permits;
        }

        @Override
        void release(User user, int count) {
            permits.release(user, count);
        }
    }
}
