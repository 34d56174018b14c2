package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration {@code org.clutch.interpreters}, as Declarative Services hands it over. */
@Timeout(60)
class ConfigurationTest {
    private final FakeEngine engine = new FakeEngine();
    private final CompletableFuture<Thread> refiller = new CompletableFuture<>();

    private InterpreterRegistry registry(int spares) {
        Brokers brokers = FakeEngine.brokers(FakeEngine.queues());
        return new InterpreterRegistry(engine, brokers.queues(), brokers.channels(), brokers.synchronizers(),
                brokers.regions(), brokers.extensions(), brokers.types(), new Configuration(spares));
    }

    /** Counts the spares that there are once all are made; there must be some. */
    private int spares(InterpreterRegistry registry) throws Exception {
        engine.onPrepare = () -> {
            if (Thread.currentThread().getName().equals("clutch-spares")) {
                refiller.complete(Thread.currentThread());
            }
        };
        registry.create();
        refiller.get().join();
        registry.closeAll();
        return engine.closedUnused.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void numberInItsRangeIsTaken(int number) throws Exception {
        assertEquals(number, spares(registry(number)));
    }

    @Test
    void zeroIsForNoSpares() {
        InterpreterRegistry registry = registry(0);
        registry.create();
        registry.closeAll();
        assertEquals(1, engine.prepared.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void numberOutOfItsRangeIsTheDefaultAndTheLogSaysSo(int number) throws Exception {
        InterpreterRegistry[] registry = new InterpreterRegistry[1];
        assertEquals(List.of("SEVERE org.clutch.interpreters: spares = " + number + " is not in 0 to 64, so it is 2"),
                CapturedLog.during("org.clutch.core", () -> registry[0] = registry(number)));
        assertEquals(2, spares(registry[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void changeToANumberOutOfItsRangeChangesNothingAndTheLogSaysSo(int number) throws Exception {
        InterpreterRegistry registry = registry(3);
        assertEquals(List.of("SEVERE org.clutch.interpreters: spares = " + number + " is not in 0 to 64, so it is 3"),
                CapturedLog.during("org.clutch.core", () -> registry.configure(new Configuration(number))));
        assertEquals(3, spares(registry));
    }

    @Test
    void changeBeforeTheFirstInterpreterCounts() throws Exception {
        InterpreterRegistry registry = registry(2);
        registry.configure(new Configuration(4));
        assertEquals(4, spares(registry));
    }

    @Test
    void defaultIsTwo() throws Exception {
        assertEquals(2, InterpretersConfiguration.class.getMethod("spares").getDefaultValue());
    }
}
