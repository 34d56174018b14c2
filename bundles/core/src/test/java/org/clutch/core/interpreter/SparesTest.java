package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.testkit.Background;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SparesTest {
    private static final String REFILLER = "clutch-spares";

    private final FakeEngine engine = new FakeEngine();
    private final Brokers brokers = FakeEngine.brokers(FakeEngine.queues());
    /** Has a permit for each spare that the refiller is about to make. */
    private final Semaphore arrived = new Semaphore(0);
    /** Takes a permit for each spare that the refiller makes. */
    private final Semaphore go = new Semaphore(0);
    private final Set<Thread> refillers = ConcurrentHashMap.newKeySet();
    /** The next one to come, or the last one that came. */
    private volatile CompletableFuture<Thread> refiller = new CompletableFuture<>();
    private InterpreterRegistry registry = registry(2);

    private InterpreterRegistry registry(int spares) {
        engine.onPrepare = () -> {
            if (Thread.currentThread().getName().equals(REFILLER)) {
                refillers.add(Thread.currentThread());
                refiller.complete(Thread.currentThread());
                arrived.release();
                go.acquireUninterruptibly();
            }
        };
        return new InterpreterRegistry(engine, brokers, spares);
    }

    @AfterEach
    void close() {
        go.release(1_000);
        registry.closeAll();
        refillers.forEach(Ending::joins);
    }

    /** Lets the refiller make all that it wants to, and waits for its end. */
    private void refill() throws Exception {
        go.release(1_000);
        refiller.get().join();
        go.drainPermits();
        arrived.drainPermits();
        refiller = new CompletableFuture<>();
    }

    /** Counts the states that an action prepares in this thread. */
    private int onTheSpot(Runnable action) {
        int before = engine.prepared.size();
        action.run();
        return engine.prepared.size() - before;
    }

    private static boolean refillerIsAlive() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(each -> each.getName().equals(REFILLER));
    }

    @Test
    void nothingIsMadeBeforeSomebodyAsksEvenIfTheNumberChanges() {
        registry.configure(new Configuration(3));
        assertFalse(refillerIsAlive());
        assertEquals(List.of(), engine.prepared);
    }

    @Test
    void firstIsMadeOnTheSpotAndTheNextOnesAreSpare() throws Exception {
        assertEquals(1, onTheSpot(registry::create));
        refill();
        assertEquals(3, engine.prepared.size());
        assertEquals(0, onTheSpot(() -> registry.create(new InterpreterSpec("nest"))));
        assertEquals(0, onTheSpot(registry::create));
        assertEquals(List.of("interpreter-1", "nest", "interpreter-3"),
                engine.states.stream().map(state -> state.name).toList());
    }

    @Test
    void spareIsThereAsSoonAsItIsMadeThoughOthersAreMissing() throws Exception {
        registry.create();
        arrived.acquire();
        go.release();
        arrived.acquire();
        assertEquals(0, onTheSpot(registry::create));
        assertEquals(1, onTheSpot(registry::create));
    }

    @Test
    void whatWasTakenIsMadeUpFor() throws Exception {
        registry.create();
        refill();
        registry.create();
        registry.create();
        refill();
        assertEquals(0, onTheSpot(registry::create));
        refill();
        registry.closeAll();
        assertEquals(2, engine.closedUnused.get());
    }

    @Test
    void specThatNoSpareFitsIsMadeOnTheSpotAndUsesUpNone() throws Exception {
        registry.create();
        refill();
        InterpreterSpec confined = InterpreterSpec.DEFAULT.withIsolation(Isolation.CONFINED);
        assertEquals(1, onTheSpot(() -> registry.create(confined)));
        assertEquals(Isolation.CONFINED, engine.prepared.getLast().isolation());
        assertFalse(refillerIsAlive());
        assertEquals(0, onTheSpot(registry::create));
    }

    @Test
    void mainTakesASpareToo() throws Exception {
        registry.create();
        refill();
        assertEquals(0, onTheSpot(registry::main));
    }

    @Test
    void withoutSparesEachIsMadeOnTheSpot() {
        registry = registry(0);
        assertEquals(1, onTheSpot(registry::create));
        assertEquals(1, onTheSpot(registry::create));
        assertFalse(refillerIsAlive());
    }

    @Test
    void spareThatCouldNotBeMadeIsTriedAgainWhenSomebodyAsks() throws Exception {
        Runnable steps = engine.onPrepare;
        engine.onPrepare = () -> {
            steps.run();
            if (Thread.currentThread().getName().equals(REFILLER)) {
                throw new InterpreterException("no memory");
            }
        };
        List<String> log = CapturedLog.during("org.clutch.core", () -> {
            registry.create();
            refill();
        });
        assertEquals(List.of("WARNING no spare interpreter could be made"), log);
        engine.onPrepare = steps;
        assertEquals(1, onTheSpot(registry::create));
        refill();
        assertEquals(0, onTheSpot(registry::create));
    }

    @Test
    void whoNeedsAStateHearsWhyThereIsNone() {
        registry = registry(0);
        engine.onPrepare = () -> {
            throw new InterpreterException("no memory");
        };
        assertEquals("no memory", assertThrows(InterpreterException.class, registry::create).getMessage());
        assertEquals(List.of(), registry.list());
    }

    @Test
    void stateThatCouldNotBeGivenToAnInterpreterIsClosed() {
        engine.onCreate = _ -> {
            throw new InterpreterException("no such folder");
        };
        assertEquals("no such folder", assertThrows(InterpreterException.class, registry::create).getMessage());
        assertEquals(1, engine.closedUnused.get());
    }

    @Test
    void interruptThatKeepsItFromBeingGivenDoesNotKeepItFromBeingClosed() {
        engine.onCreate = _ -> {
            Thread.currentThread().interrupt();
            throw new InterpreterException("interrupted");
        };
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        engine.onCloseUnused = () -> interrupted.complete(Thread.currentThread().isInterrupted());
        assertThrows(InterpreterException.class, registry::create);
        assertTrue(Thread.interrupted());
        assertFalse(interrupted.getNow(true));
    }

    @Test
    void thoseBeyondASmallerNumberAreClosed() throws Exception {
        registry.create();
        refill();
        registry.configure(new Configuration(1));
        assertEquals(1, engine.closedUnused.get());
        assertEquals(0, onTheSpot(registry::create));
        refill();
        registry.configure(new Configuration(0));
        assertEquals(2, engine.closedUnused.get());
        assertEquals(1, onTheSpot(registry::create));
        assertFalse(refillerIsAlive());
    }

    @Test
    void moreAreMadeForALargerNumber() throws Exception {
        registry.create();
        refill();
        registry.configure(new Configuration(5));
        refill();
        assertEquals(6, engine.prepared.size());
        assertEquals(0, engine.closedUnused.get());
    }

    @Test
    void spareThatNobodyWantsAnyMoreOnceItIsMadeIsClosed() throws Exception {
        registry.create();
        arrived.acquire();
        registry.configure(new Configuration(0));
        refill();
        assertEquals(1, engine.closedUnused.get());
        assertEquals(2, engine.prepared.size());
    }

    @Test
    void endOfTheCoreWaitsForTheSpareInTheMakingAndClosesAll() throws Exception {
        registry.create().close();
        arrived.acquire();
        go.release();
        arrived.acquire();
        Background<Void> closer = Background.run(registry::closeAll).parked();
        go.release();
        closer.result();
        assertFalse(refiller.get().isAlive());
        assertEquals(3, engine.prepared.size());
        assertEquals(2, engine.closedUnused.get());
        assertThrows(InterpreterException.class, registry::create);
        assertEquals(3, engine.prepared.size());
    }

    @Test
    void spareThatFailsToCloseKeepsNoOtherFromClosing() throws Exception {
        registry.create();
        refill();
        engine.onCloseUnused = () -> {
            throw new IllegalStateException("damaged");
        };
        List<String> log = CapturedLog.during("org.clutch.core", registry::closeAll);
        String warning = "WARNING a spare interpreter did not end in order";
        assertEquals(List.of(warning, warning), log);
        assertEquals(2, engine.closedUnused.get());
    }

    @Test
    void spareThatFailsToCloseDoesNotEndTheMakingOfOthers() throws Exception {
        registry.create();
        arrived.acquire();
        registry.configure(new Configuration(0));
        engine.onCloseUnused = () -> {
            registry.configure(new Configuration(1));
            engine.onCloseUnused = () -> {};
            throw new IllegalStateException("damaged");
        };
        assertEquals(List.of("WARNING a spare interpreter did not end in order"),
                CapturedLog.during("org.clutch.core", this::refill));
        assertEquals(0, onTheSpot(registry::create));
    }

    @Test
    void noStateIsGivenTwiceOrLostWhileThreadsCreateAndTheNumberChanges() throws Exception {
        go.release(Integer.MAX_VALUE / 2);
        CountDownLatch start = new CountDownLatch(1);
        List<Background<Void>> makers = Stream.generate(() -> Background.run(() -> {
            start.await();
            for (int i = 0; i < 100; i++) {
                registry.create();
            }
        })).limit(3).toList();
        Background<Void> operator = Background.run(() -> {
            start.await();
            for (int i = 0; i < 500; i++) {
                registry.configure(new Configuration(i % 5));
            }
        });
        start.countDown();
        for (Background<Void> maker : makers) {
            maker.result();
        }
        operator.result();
        assertEquals(300, new HashSet<>(registry.list().stream().map(Interpreter::id).toList()).size());
        assertEquals(300, engine.states.size());
        registry.closeAll();
        assertEquals(engine.prepared.size(), 300 + engine.closedUnused.get());
    }
}
