package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListingTest {
    private final FakeEngine engine = new FakeEngine();
    private final InterpreterRegistry registry = FakeEngine.registry(engine);

    @Test
    void idsAscendFromOneAndAreNeverReused() {
        Interpreter first = registry.create();
        Interpreter second = registry.create();
        first.close();
        second.close();
        assertEquals(List.of(1L, 2L, 3L), List.of(first.id(), second.id(), registry.create().id()));
    }

    @Test
    void idOfAnInterpreterThatCouldNotBeMadeIsNotReused() {
        engine.onCreate = _ -> {
            throw new InterpreterException("no memory");
        };
        assertEquals("no memory", assertThrows(InterpreterException.class, registry::create).getMessage());
        engine.onCreate = _ -> {};
        assertEquals(2, registry.create().id());
        assertEquals(List.of(2L), ids());
    }

    @Test
    void nameIsTheOneAskedForOrTellsTheId() {
        assertEquals("interpreter-1", registry.create().name());
        assertEquals("nest", registry.create(new InterpreterSpec("nest")).name());
        assertEquals(List.of("interpreter-1", "nest"), engine.states.stream().map(state -> state.name).toList());
    }

    @Test
    void mainIsMadeOnceWhoeverAsksAtTheSameTime() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<Interpreter>> askers = Stream.generate(() -> Background.call(() -> {
            start.await();
            return registry.main();
        })).limit(8).toList();
        start.countDown();
        Interpreter main = registry.main();
        for (Background<Interpreter> asker : askers) {
            assertSame(main, asker.result());
        }
        assertEquals(0, main.id());
        assertEquals(1, engine.states.size());
    }

    @Test
    void mainThatCouldNotBeMadeIsMadeAtTheNextAttempt() {
        engine.onCreate = _ -> {
            throw new InterpreterException("no memory");
        };
        assertThrows(InterpreterException.class, registry::main);
        engine.onCreate = _ -> {};
        assertEquals(0, registry.main().id());
    }

    @Test
    void listIsInTheOrderOfIdsAndHasMainOnceItIsThere() {
        assertEquals(List.of(), registry.list());
        Interpreter first = registry.create();
        Interpreter second = registry.create();
        Interpreter main = registry.main();
        assertEquals(List.of(main, first, second), registry.list());
        first.close();
        assertEquals(List.of(main, second), registry.list());
    }

    @Test
    void findGivesTheSameObjectUntilItIsClosed() {
        Interpreter made = registry.create();
        assertSame(made, registry.find(1).orElseThrow());
        made.close();
        assertEquals(Optional.empty(), registry.find(1));
        assertEquals(Optional.empty(), registry.find(99));
        assertEquals(Optional.empty(), registry.find(-1));
    }

    @Test
    void stateReachesTheSameServicesAndItsOwnId() {
        Interpreter made = registry.create();
        assertEquals(made.id(), engine.last().host.id());
        assertSame(registry, engine.last().host.interpreters());
        assertEquals(1, engine.last().host.queues().create(0, org.clutch.channel.UnboundItems.UNBOUND).id());
    }

    @Test
    void threadsThatCreateAtTheSameTimeGetDifferentIds() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Background<List<Long>>> makers = Stream.generate(() -> Background.call(() -> {
            start.await();
            return Stream.generate(registry::create).limit(200).map(Interpreter::id).toList();
        })).limit(8).toList();
        start.countDown();
        List<Long> all = new ArrayList<>();
        for (Background<List<Long>> maker : makers) {
            List<Long> ids = maker.result();
            assertEquals(ids.stream().sorted().toList(), ids);
            all.addAll(ids);
        }
        assertEquals(1600, new HashSet<>(all).size());
        assertEquals(LongStream.rangeClosed(1, 1600).boxed().toList(), ids());
    }

    @Test
    void listThatRacesWithCreationAndCloseIsAlwaysInOrderAndNeverMissesWhoStays() throws Exception {
        Interpreter stays = registry.create();
        List<Background<Void>> comersAndGoers = Stream.generate(() -> Background.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                registry.create().close();
            }
        })).limit(3).toList();
        while (!comersAndGoers.stream().allMatch(Background::isDone)) {
            List<Long> ids = ids();
            assertEquals(ids.stream().sorted().distinct().toList(), ids);
            assertTrue(ids.contains(stays.id()) && ids.size() <= 4, ids::toString);
            Background.pause();
        }
        for (Background<Void> each : comersAndGoers) {
            each.result();
        }
        assertEquals(List.of(stays), registry.list());
    }

    private List<Long> ids() {
        return registry.list().stream().map(Interpreter::id).toList();
    }
}
