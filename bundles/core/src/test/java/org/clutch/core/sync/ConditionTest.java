package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import org.clutch.sync.Condition;
import org.clutch.sync.Lock;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConditionTest {
    private static final int ROUNDS = 2_000;

    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);
    private final Lock lock = one.lock(true, "");
    private final Condition here = one.condition(lock, "");
    private final Condition there = given(two, here);

    /** Begins a wait in the background, and returns once it has begun. */
    private Background<Boolean> waiter(Condition condition) throws Exception {
        CompletableFuture<Void> acquired = new CompletableFuture<>();
        Background<Boolean> waiter = Background.call(() -> {
            condition.lock().acquire();
            acquired.complete(null);
            try {
                return condition.await(null);
            } finally {
                condition.lock().release();
            }
        });
        acquired.get();
        // It has the lock until its wait has begun.
        lock.acquire();
        lock.release();
        return waiter;
    }

    private void signal(int most) throws InterruptedException {
        lock.acquire();
        here.signal(most);
        lock.release();
    }

    @Test
    void signalWakesThoseWhoHaveWaitedLongest() throws Exception {
        Background<Boolean> first = waiter(there);
        Background<Boolean> second = waiter(here);
        Background<Boolean> third = waiter(there);
        signal(1);
        assertTrue(first.result());
        assertEquals(2, here.waiting());
        signal(5);
        assertTrue(second.result());
        assertTrue(third.result());
        assertFalse(lock.isLocked());
        signal(1);
    }

    @Test
    void wholeLockIsReleasedAndAcquiredAgain() throws Exception {
        Background<Boolean> waiter = Background.call(() -> {
            lock.acquire();
            lock.acquire();
            here.await();
            lock.release();
            assertTrue(lock.isOwned());
            lock.release();
            return lock.isLocked();
        });
        while (here.waiting() == 0) {
            Background.pause();
        }
        signal(1);
        assertFalse(waiter.result());
    }

    @Test
    void timeGoesOver() throws Exception {
        lock.acquire();
        assertFalse(here.await(Duration.ofMillis(1)));
        assertFalse(here.await(Duration.ZERO));
        assertTrue(lock.isOwned());
        assertEquals(0, here.waiting());
    }

    @Test
    void lockMustBeAcquired() throws Exception {
        assertThrows(IllegalMonitorStateException.class, here::await);
        assertThrows(IllegalMonitorStateException.class, here::signalAll);
        assertEquals(0, here.waiting());
        lock.acquire();
        Background.run(there::await).failure(IllegalMonitorStateException.class);
        Background.run(there::signalAll).failure(IllegalMonitorStateException.class);
        assertEquals(0, here.waiting());
    }

    @Test
    void interruptedOneHasTheLockAgain() throws Exception {
        Background<Boolean> waiter = Background.call(() -> {
            lock.acquire();
            try {
                here.await();
                return false;
            } catch (InterruptedException e) {
                return lock.isOwned();
            }
        });
        while (here.waiting() == 0) {
            Background.pause();
        }
        waiter.interrupt();
        assertTrue(waiter.result());
    }

    /** The signal is for the one that is interrupted, or else for the other one. */
    @Test
    void interruptLosesNoSignal() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        for (int i = 0; i < ROUNDS; i++) {
            Background<Boolean> interrupted = waiter(there);
            Background<Boolean> other = waiter(here);
            Background<Void> signaller = Background.run(() -> {
                start.await();
                signal(1);
            });
            start.await();
            interrupted.interrupt();
            signaller.result();
            boolean came;
            try {
                came = interrupted.result();
            } catch (ExecutionException e) {
                came = false;
            }
            if (came) {
                signal(1);
            }
            assertTrue(other.result());
            assertEquals(0, here.waiting());
        }
    }

    /** The time of a wait and the signal: who says that none came has left it for the next. */
    @Test
    void deadlineLosesNoSignal() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Background<Boolean> hurried = Background.call(() -> {
                lock.acquire();
                try {
                    return here.await(Duration.ofNanos(30_000));
                } finally {
                    lock.release();
                }
            });
            Background<Boolean> other = waiter(there);
            signal(1);
            if (hurried.result()) {
                signal(1);
            }
            assertTrue(other.result());
            assertEquals(0, here.waiting());
        }
    }

    @Test
    void signalForAnInterpreterThatEndsGoesToTheNext() throws Exception {
        InterpretersSynchronizers three = fixture.of(3);
        Condition its = given(three, here);
        its.lock().acquire();
        // Its thread does not live to end the wait.
        its.begin();
        Background<Boolean> next = waiter(here);
        signal(1);
        next.parked();
        three.ended();
        assertTrue(next.result());
    }

    @Test
    void interpreterThatEndsWaitsNoMore() throws Exception {
        InterpretersSynchronizers three = fixture.of(3);
        Condition its = given(three, here);
        its.lock().acquire();
        its.begin();
        three.ended();
        assertEquals(0, here.waiting());
        Background<Boolean> next = waiter(here);
        signal(1);
        assertTrue(next.result());
        assertFalse(lock.isAbandoned());
    }
}
