package org.clutch.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that hang, each in another way, for {@link HangWatchdogTest}. No tests of the build. */
@HangWatchdog(seconds = 30)
@EnabledIf("org.clutch.testkit.defect.SuiteRun#isRunning")
@TestMethodOrder(MethodOrderer.MethodName.class)
class Hanging {
    /** What has happened, for the test of this. */
    static final StringBuffer LOG = new StringBuffer();
    /** Ends those that nothing else ends. */
    static final CountDownLatch END = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();

    @BeforeEach
    void prepare(TestInfo test) {
        if (test.getDisplayName().contains("preparation")) {
            LockSupport.park();
        }
    }

    @AfterEach
    void cleanUp() {
        LOG.append("cleaned up ");
    }

    @Test
    void a_waitsForALockOfSomebodyElse() throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("owner of the lock").start(() -> holdLock(locked));
        locked.await();
        lock.lock();
    }

    private void holdLock(CountDownLatch locked) {
        lock.lock();
        try {
            locked.countDown();
            awaitEnd();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void b_waitsUntilItIsInterrupted() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } finally {
            LOG.append("interrupted ");
        }
    }

    @Test
    void c_waitsForAVirtualThread() throws InterruptedException {
        Thread.ofVirtual().name("virtual one").start(Hanging::awaitEnd).join();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void d_hangsTheFirstTime(int time) throws InterruptedException {
        if (time == 1) {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void e_preparationHangs() {
        LOG.append("never ");
    }

    @Test
    void f_goesOn() {
        LOG.append("went on ");
    }

    @Test
    void g_failsByItself() {
        throw new IllegalStateException("by itself");
    }

    @Test
    @HangWatchdog(seconds = -1)
    void h_hasAWrongDeadline() {
        LOG.append("never ");
    }

    private static void awaitEnd() {
        while (END.getCount() > 0) {
            LockSupport.park(END);
        }
    }
}
