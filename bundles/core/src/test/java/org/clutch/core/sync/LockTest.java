package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.clutch.sync.Lock;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LockTest {
    private static final int ROUNDS = 2_000;

    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);
    private int count;

    @Test
    void whoHasItKeepsOthersOutUntilItIsReleased() throws Exception {
        Lock here = one.lock(false, "");
        Lock there = given(two, here);
        here.acquire();
        assertTrue(there.isLocked());
        assertFalse(there.tryAcquire());
        assertFalse(there.acquire(Duration.ofMillis(1)));
        assertFalse(there.acquire(Duration.ZERO));
        Background<Void> waiter = Background.run(there::acquire).parked();
        here.release();
        waiter.result();
        assertFalse(here.tryAcquire());
        // No thread owns it.
        here.release();
        assertFalse(there.isLocked());
        assertThrows(IllegalMonitorStateException.class, there::release);
    }

    @Test
    void reentrantOneBelongsToItsThread() throws Exception {
        Lock here = one.lock(true, "");
        Lock there = given(two, here);
        here.acquire();
        // The same thread, in another interpreter.
        assertTrue(there.tryAcquire());
        Background<Void> waiter = Background.run(() -> {
            assertFalse(here.isOwned());
            assertThrows(IllegalMonitorStateException.class, here::release);
            assertFalse(here.tryAcquire());
            there.acquire();
            there.release();
        }).parked();
        there.release();
        assertTrue(here.isOwned());
        waiter.parked();
        here.release();
        waiter.result();
        assertFalse(here.isLocked());
        assertThrows(IllegalMonitorStateException.class, here::release);
    }

    @Test
    void oneAtATimeUnderLoad() throws Exception {
        for (boolean reentrant : new boolean[]{false, true}) {
            count = 0;
            Lock here = one.lock(reentrant, "");
            List<Background<Void>> all = new ArrayList<>();
            for (Lock lock : List.of(here, given(two, here), here, given(two, here))) {
                all.add(Background.run(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        lock.acquire();
                        int before = count;
                        if (i % 100 == 0) {
                            Thread.yield();
                        }
                        count = before + 1;
                        lock.release();
                    }
                }));
            }
            for (Background<Void> each : all) {
                each.result();
            }
            assertEquals(4 * ROUNDS, count);
            assertFalse(here.isLocked());
        }
    }

    /** Either the release or the end of the time comes first; the lock is with the waiter or free. */
    @Test
    void releaseAndDeadline() throws Exception {
        Lock lock = one.lock(false, "");
        Lock there = given(two, lock);
        for (int i = 0; i < ROUNDS; i++) {
            lock.acquire();
            Duration timeout = Duration.ofNanos(1_000 * (i % 50));
            Background<Boolean> waiter = Background.call(() -> there.acquire(timeout));
            lock.release();
            assertEquals(waiter.result(), lock.isLocked());
            if (lock.isLocked()) {
                lock.release();
            }
        }
    }

    /** Either the release or the interrupt comes first; the lock is with the waiter or free. */
    @Test
    void releaseAndInterrupt() throws Exception {
        Lock lock = one.lock(false, "");
        Lock there = given(two, lock);
        CyclicBarrier start = new CyclicBarrier(2);
        for (int i = 0; i < ROUNDS; i++) {
            lock.acquire();
            Background<Boolean> waiter = Background.call(() -> {
                try {
                    there.acquire();
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            }).parked();
            Background<Void> releaser = Background.run(() -> {
                start.await();
                lock.release();
            });
            start.await();
            waiter.interrupt();
            releaser.result();
            assertEquals(waiter.result(), lock.isLocked());
            if (lock.isLocked()) {
                lock.release();
            }
        }
    }

    /** The one that is interrupted may have been woken for the release: the other one gets it. */
    @Test
    void interruptLosesNoWakeUp() throws Exception {
        Lock lock = one.lock(false, "");
        Lock there = given(two, lock);
        for (int i = 0; i < ROUNDS; i++) {
            lock.acquire();
            Background<Boolean> interrupted = Background.call(() -> {
                try {
                    there.acquire();
                    there.release();
                    return true;
                } catch (InterruptedException e) {
                    return false;
                }
            }).parked();
            Background<Void> other = Background.run(() -> {
                there.acquire();
                there.release();
            }).parked();
            Background<Void> interrupter = Background.run(interrupted::interrupt);
            lock.release();
            interrupter.result();
            interrupted.result();
            other.result();
        }
    }
}
