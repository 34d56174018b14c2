package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.DeadlockException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.core.channel.InterpretersChannels;
import org.clutch.share.SynchronizerReference;
import org.clutch.sync.Event;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who can never have a lock gets an error, and nobody else does. */
@Timeout(60)
class LockDeadlockTest {
    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);
    private final CyclicBarrier both = new CyclicBarrier(2);

    /** Has one lock and wants the other one; with a timeout, or null. */
    private Callable<Boolean> crossed(Lock mine, Lock wanted, Duration timeout) {
        return () -> {
            mine.acquire();
            both.await();
            try {
                if (timeout != null) {
                    return wanted.acquire(timeout);
                }
                wanted.acquire();
                return true;
            } finally {
                mine.release();
            }
        };
    }

    private static Callable<Boolean> acquiring(Lock lock) {
        return () -> {
            lock.acquire();
            return true;
        };
    }

    /** Lets pass several times as long as a wait lasts before it is looked at. */
    private void aWhile() throws InterruptedException {
        fixture.broker.event("").await(Duration.ofMillis(300));
    }

    /** Both get it, though the way out of the first one lets go of what the other one waits for. */
    @Test
    void twoWithTwoLocksGetTheCycle() throws Exception {
        for (int i = 0; i < 20; i++) {
            boolean reentrant = i % 2 == 1;
            Lock a = one.lock(reentrant, "accounts");
            Lock b = two.lock(reentrant, "orders");
            Background<Boolean> first = fixture.in(1, crossed(a, given(one, b), null));
            Background<Boolean> second = fixture.in(2, crossed(b, given(two, a), null));
            String message = first.failure(DeadlockException.class).getMessage();
            assertEquals(message, second.failure(DeadlockException.class).getMessage());
            String kind = reentrant ? "re-entrant lock" : "lock";
            assertTrue(message.contains("waits to acquire " + kind + " " + a.id()
                    + " 'accounts', which thread 'background' of interpreter 1 has"), message);
            assertTrue(message.contains("waits to acquire " + kind + " " + b.id()
                    + " 'orders', which thread 'background' of interpreter 2 has"), message);
            assertEquals(!reentrant, message.contains("which only interpreter 1 and interpreter 2 can release"),
                    message);
        }
    }

    @Test
    void lockAndChannelInOneCycle() throws Exception {
        InterpretersChannels ofOne = new InterpretersChannels(1, fixture.channels, false);
        InterpretersChannels ofTwo = new InterpretersChannels(2, fixture.channels, false);
        ReceiveEnd end = ofOne.create(new ChannelSpec()).receiveEnd();
        SendEnd other = ofTwo.find(end.channel().id()).orElseThrow().sendEnd();
        Lock lock = one.lock(true, "");
        Lock there = given(two, lock);
        Background<Object> receiver = fixture.in(1, () -> {
            lock.acquire();
            both.await();
            return end.receive();
        });
        Background<Object> sender = fixture.in(2, () -> {
            both.await();
            there.acquire();
            other.send("never");
            return null;
        });
        String message = receiver.failure(DeadlockException.class).getMessage();
        assertEquals(message, sender.failure(DeadlockException.class).getMessage());
        assertTrue(message.contains("receive from channel") && message.contains("acquire re-entrant lock"), message);
    }

    @Test
    void waitWithADeadlineRulesItOut() throws Exception {
        for (boolean reentrant : new boolean[]{false, true}) {
            Lock a = one.lock(reentrant, "");
            Lock b = two.lock(reentrant, "");
            Background<Boolean> first = fixture.in(1, crossed(a, given(one, b), null));
            Background<Boolean> second = fixture.in(2, crossed(b, given(two, a), Duration.ofMillis(300)));
            assertFalse(second.result());
            assertTrue(first.result());
        }
    }

    @Test
    void plainLockThatIsAcquiredTwice() throws Exception {
        Lock lock = one.lock(false, "");
        lock.acquire();
        fixture.in(1, acquiring(lock)).failure(DeadlockException.class);
        assertTrue(lock.isLocked());
    }

    @Test
    void reentrantLockThatIsAcquiredTwiceIsNone() throws Exception {
        Lock lock = one.lock(true, "");
        assertTrue(fixture.in(1, () -> acquiring(lock).call() && acquiring(lock).call()).result());
    }

    @Test
    void semaphoreThatNobodyCanRelease() throws Exception {
        Semaphore semaphore = one.semaphore(0, false, "");
        fixture.in(1, () -> {
            semaphore.acquire();
            return null;
        }).failure(DeadlockException.class);
    }

    private enum Elsewhere {
        JAVA, MESSAGE, IDLE, PICKLE
    }

    /** Whoever else could release a plain lock rules it out. */
    @Test
    void plainLockThatSomebodyElseHasRulesItOut() throws Exception {
        for (Elsewhere where : Elsewhere.values()) {
            Lock lock = one.lock(false, "");
            lock.acquire();
            Object other = switch (where) {
                case JAVA -> fixture.broker.receive(lock.reference());
                case MESSAGE -> lock.reference();
                case IDLE -> given(two, lock);
                case PICKLE -> lock.publish();
            };
            Background<Boolean> waiter = fixture.in(1, acquiring(lock)).parked();
            aWhile();
            Lock its = (Lock) switch (other) {
                case SynchronizerReference reference -> fixture.broker.receive(reference);
                case Long id -> fixture.broker.find(id).orElseThrow();
                default -> other;
            };
            its.release();
            assertTrue(waiter.result());
        }
    }

    @Test
    void endOfTheOnlyOneWhoCouldReleaseIsNoticed() throws Exception {
        InterpretersSynchronizers three = fixture.of(3);
        Semaphore signal = given(one, three.semaphore(0, false, ""));
        Background<Object> waiter = fixture.in(1, () -> {
            signal.acquire();
            return null;
        }).parked();
        aWhile();
        three.ended();
        waiter.failure(DeadlockException.class);
    }

    /** The thread that has a re-entrant lock alone counts, whoever else knows of the lock. */
    @Test
    void threadThatDoesNotWaitRulesItOut() throws Exception {
        Lock lock = fixture.broker.lock(true, "");
        Lock its = given(one, lock);
        lock.acquire();
        Background<Boolean> waiter = fixture.in(1, acquiring(its)).parked();
        aWhile();
        lock.release();
        assertTrue(waiter.result());
    }

    @Test
    void reentrantLockIsFoundThoughOthersKnowIt() throws Exception {
        Lock a = fixture.broker.lock(true, "");
        Lock b = fixture.broker.lock(true, "");
        a.publish();
        Background<Boolean> first = fixture.in(1, crossed(given(one, a), given(one, b), null));
        Background<Boolean> second = fixture.in(2, crossed(given(two, b), given(two, a), null));
        first.failure(DeadlockException.class);
        second.failure(DeadlockException.class);
        assertFalse(a.isLocked() || b.isLocked());
    }

    /** The thread is gone, but its interpreter may end, which gives the lock back. */
    @Test
    void threadThatHasEndedRulesItOut() throws Exception {
        InterpretersSynchronizers three = fixture.of(3);
        Lock lock = given(three, one.lock(true, ""));
        Background.call(acquiring(lock)).result();
        Background<Boolean> waiter = fixture.in(1, acquiring(given(one, lock))).parked();
        aWhile();
        three.ended();
        assertTrue(waiter.result());
    }

    /** Other waits than those for locks and channels rule it out. */
    @Test
    void waitForAnEventRulesItOut() throws Exception {
        Event event = one.event("");
        Lock lock = one.lock(true, "");
        Background<Boolean> first = fixture.in(1, () -> {
            lock.acquire();
            both.await();
            event.await();
            lock.release();
            return true;
        });
        Event there = given(two, event);
        Background<Boolean> second = fixture.in(2, () -> {
            both.await();
            return acquiring(given(two, lock)).call();
        });
        aWhile();
        there.set();
        assertTrue(first.result());
        assertTrue(second.result());
    }
}
