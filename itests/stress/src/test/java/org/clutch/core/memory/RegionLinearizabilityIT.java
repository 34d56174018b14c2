package org.clutch.core.memory;

import org.clutch.itests.stress.Effort;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Regions: some order of moves, receipts, borrows and the owner's end explains what each was told. */
class RegionLinearizabilityIT {
    /** With real threads. */
    @Test
    void underStress() {
        check(new StressOptions().iterations(Effort.of(20, 80)).invocationsPerIteration(Effort.of(500, 3_000)));
    }

    /** With one thread at a time, switched at each access to shared memory: Lincheck chooses the order. */
    @Test
    void inChosenOrders() {
        check(new ModelCheckingOptions().iterations(Effort.of(5, 30)).invocationsPerIteration(Effort.of(60, 300)));
    }

    private static void check(Options<?, ?> options) {
        options.threads(3).actorsBefore(0).actorsPerThread(3).actorsAfter(2)
                .sequentialSpecification(SequentialRegion.class).check(RegionOperations.class);
    }
}
