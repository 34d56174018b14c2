package org.clutch.itests.stress.linearizability;

import java.util.stream.Stream;
import org.clutch.itests.stress.Effort;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether some order of the operations explains all results, for conduits of one transport. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class Linearizability {
    /** What Lincheck does, and what must explain the results. */
    record Case(Class<? extends ConduitOperations> operations, Class<? extends SequentialConduit> specification) {
        @Override
        public String toString() {
            return operations.getSimpleName();
        }
    }

    abstract Stream<Case> conduits();

    /** With real threads: whatever orders the machine comes up with. */
    @ParameterizedTest
    @MethodSource("conduits")
    void underStress(Case conduit) {
        stress(conduit);
    }

    /** With one thread at a time, switched at each access to shared memory: Lincheck chooses the order. */
    @ParameterizedTest
    @MethodSource("conduits")
    void inChosenOrders(Case conduit) {
        modelChecking(conduit);
    }

    static void stress(Case conduit) {
        stress(conduit, Effort.of(10, 40), Effort.of(500, 3_000));
    }

    static void stress(Case conduit, int scenarios, int runs) {
        check(new StressOptions().iterations(scenarios).invocationsPerIteration(runs).threads(3), conduit);
    }

    static void modelChecking(Case conduit) {
        check(new ModelCheckingOptions().iterations(Effort.of(5, 30)).invocationsPerIteration(Effort.of(60, 300))
                .threads(3), conduit);
    }

    private static void check(Options<?, ?> options, Case conduit) {
        options.actorsBefore(1).actorsPerThread(3).actorsAfter(2).sequentialSpecification(conduit.specification())
                .check(conduit.operations());
    }
}
