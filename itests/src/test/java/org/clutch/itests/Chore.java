package org.clutch.itests;

import java.util.SplittableRandom;

/** One kind of work in the soak. Each chore has a thread of its own in each round, which ends before the next round begins. */
@FunctionalInterface
interface Chore {
    /**
     * Does a little, chosen by these numbers, and fails if anything came out that no document allows.
     *
     * @param random the numbers of this chore in this round, the same in each run with one seed
     */
    void step(SplittableRandom random) throws Exception;

    /** Gives back what the steps of a round have kept, and checks what only their end shows. */
    default void end() throws Exception {}
}
