package org.clutch.core.sync;

import java.util.stream.Stream;
import org.clutch.itests.stress.Effort;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks, semaphores and events: some order of the operations explains all results, also when an interpreter ends amid them. */
class LockLinearizabilityIT {
    /**
     * What Lincheck does, and what must explain the results.
     *
     * @param around how many operations come before and after the threads, in a thread of their own
     */
    record Case(Class<?> operations, Class<?> specification, int around) {
        @Override
        public String toString() {
            return operations.getSimpleName();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(new Case(AcquirableOperations.OfPlainLock.class, SequentialLock.class, 1),
                // Which thread has it matters, so all are among the threads.
                new Case(AcquirableOperations.OfReentrantLock.class, SequentialReentrantLock.class, 0),
                new Case(AcquirableOperations.OfBoundedSemaphore.class, SequentialPermits.Bounded.class, 1),
                new Case(AcquirableOperations.OfSemaphore.class, SequentialPermits.Unbounded.class, 1),
                new Case(FlagOperations.class, SequentialFlag.class, 1));
    }

    /** With real threads. */
    @ParameterizedTest
    @MethodSource("cases")
    void underStress(Case each) {
        check(new StressOptions().iterations(Effort.of(10, 40)).invocationsPerIteration(Effort.of(500, 3_000)), each);
    }

    /** With one thread at a time, switched at each access to shared memory: Lincheck chooses the order. */
    @ParameterizedTest
    @MethodSource("cases")
    void inChosenOrders(Case each) {
        check(new ModelCheckingOptions().iterations(Effort.of(5, 30)).invocationsPerIteration(Effort.of(60, 300)),
                each);
    }

    private static void check(Options<?, ?> options, Case each) {
        options.threads(3).actorsBefore(each.around()).actorsPerThread(3).actorsAfter(each.around())
                .sequentialSpecification(each.specification()).check(each.operations());
    }
}
