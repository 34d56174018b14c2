package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CyclicBarrier;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an interpreter holds when it ends. */
@Timeout(120)
class AbandonedTest {
    private static final int ROUNDS = 2_000;

    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);

    @Test
    void lockOfAnInterpreterThatEndsGoesToWhoWaitsAndIsMarked() throws Exception {
        for (boolean reentrant : new boolean[]{false, true}) {
            InterpretersSynchronizers owner = fixture.of(3);
            Lock lock = one.lock(reentrant, "");
            given(owner, lock).acquire();
            Lock there = given(two, lock);
            CyclicBarrier together = new CyclicBarrier(2);
            Background<Boolean> first = Background.call(() -> acquireAndMeet(lock, together)).parked();
            Background<Boolean> second = Background.call(() -> acquireAndMeet(there, new CyclicBarrier(1))).parked();
            assertFalse(lock.isAbandoned());
            owner.ended();
            together.await();
            assertTrue(first.result());
            assertTrue(second.result());
            assertTrue(there.isAbandoned());
            there.recover();
            assertFalse(lock.isAbandoned());
            assertFalse(lock.isLocked());
        }
    }

    private static boolean acquireAndMeet(Lock lock, CyclicBarrier meeting) throws Exception {
        lock.acquire();
        boolean abandoned = lock.isAbandoned();
        if (meeting.getParties() > 1) {
            meeting.await();
        }
        lock.release();
        return abandoned;
    }

    @Test
    void lockThatWasReleasedInTimeIsNotAbandoned() throws Exception {
        Lock lock = one.lock(false, "");
        Lock there = given(two, lock);
        there.acquire();
        there.release();
        lock.acquire();
        two.ended();
        assertTrue(lock.isLocked());
        assertFalse(lock.isAbandoned());
    }

    @Test
    void whoHasEndedAcquiresNothingMore() {
        Lock lock = one.lock(false, "");
        Lock there = given(two, lock);
        Lock reentrant = one.lock(true, "");
        two.ended();
        assertThrows(InterpreterNotFoundException.class, there::tryAcquire);
        // Not even what it had never seen before.
        assertThrows(InterpreterNotFoundException.class, given(two, reentrant)::tryAcquire);
        Semaphore semaphore = given(two, one.semaphore(1, false, ""));
        assertThrows(InterpreterNotFoundException.class, semaphore::tryAcquire);
        assertTrue(lock.tryAcquire());
    }

    /** A re-entrant lock's own release and the end of its interpreter: one of them frees it, and none of them twice. */
    @Test
    void releaseAndEnd() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Lock lock = one.lock(true, "");
        for (int i = 0; i < ROUNDS; i++) {
            InterpretersSynchronizers owner = fixture.of(3 + i);
            Lock its = given(owner, lock);
            CyclicBarrier acquired = new CyclicBarrier(2);
            Background<Boolean> releaser = Background.call(() -> {
                its.acquire();
                acquired.await();
                start.await();
                try {
                    its.release();
                    return true;
                } catch (IllegalMonitorStateException e) {
                    return false;
                }
            });
            acquired.await();
            Background<Boolean> waiter = Background.call(() -> {
                lock.acquire();
                boolean abandoned = lock.isAbandoned();
                lock.release();
                return abandoned;
            });
            Background<Void> ender = Background.run(() -> {
                start.await();
                owner.ended();
            });
            ender.result();
            boolean abandoned = waiter.result();
            assertEquals(releaser.result(), !abandoned);
            assertFalse(lock.isLocked());
            lock.recover();
        }
    }

    @Test
    void levelsOfTwoInterpretersInOneThread() throws Exception {
        Lock lock = one.lock(true, "");
        Lock there = given(two, lock);
        lock.acquire();
        there.acquire();
        two.ended();
        assertTrue(lock.isAbandoned());
        assertTrue(lock.isOwned());
        Background<Void> waiter = Background.run(lock::acquire).parked();
        lock.release();
        waiter.result();
    }

    @Test
    void permitsComeBack() throws Exception {
        Semaphore semaphore = one.semaphore(3, false, "");
        Semaphore there = given(two, semaphore);
        there.acquire();
        there.acquire();
        semaphore.acquire();
        Background<Void> first = Background.run(semaphore::acquire).parked();
        Background<Void> second = Background.run(semaphore::acquire).parked();
        two.ended();
        first.result();
        second.result();
        assertEquals(0, semaphore.permits());
        assertTrue(semaphore.isAbandoned());
    }

    @Test
    void permitsThatOthersReleasedDoNotComeBackTwice() {
        Semaphore semaphore = one.semaphore(2, true, "");
        Semaphore there = given(two, semaphore);
        assertTrue(there.tryAcquire());
        semaphore.release(1);
        assertTrue(semaphore.tryAcquire());
        two.ended();
        assertEquals(1, semaphore.permits());
        assertFalse(semaphore.isAbandoned());
    }

    /** A semaphore that begins with none is for signals: who has heard them owes nothing. */
    @Test
    void signalsThatWereHeardDoNotComeBack() {
        Semaphore signals = one.semaphore(0, false, "");
        Semaphore there = given(two, signals);
        signals.release(3);
        assertTrue(there.tryAcquire());
        assertTrue(there.tryAcquire());
        two.ended();
        assertEquals(1, signals.permits());
        assertFalse(signals.isAbandoned());
    }
}
