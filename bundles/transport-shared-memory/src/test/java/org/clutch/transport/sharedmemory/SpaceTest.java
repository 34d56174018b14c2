package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of units: each unit has one owner, and all of them come around again. */
@Timeout(60)
class SpaceTest {
    private static final int UNITS = 256;

    private final Space space = new Space(Arena.ofAuto().allocate(RingLayout.bytes(UNITS), RingLayout.UNIT), UNITS);

    private record Claim(long begin, long start, int count) {}

    private Claim claim(int count) {
        long begin = space.claim(count);
        return begin == Space.NO_ROOM ? null : new Claim(begin, space.start(begin, count), count);
    }

    private void giveBack(Claim claim) {
        space.giveBack(claim.begin(), claim.count());
    }

    @Test
    void claimsFollowEachOtherUntilThereIsNoRoom() {
        for (int i = 0; i < UNITS / 4; i++) {
            assertEquals(new Claim(4 * i, 4 * i, 4), claim(4));
        }
        assertEquals(Space.NO_ROOM, space.claim(1));
    }

    @Test
    void whatIsGivenBackCanBeClaimedOnceAllBeforeItIsBack() {
        Claim first = claim(100);
        Claim second = claim(56);
        Claim third = claim(100);
        giveBack(second);
        giveBack(third);
        assertEquals(Space.NO_ROOM, space.claim(1));
        giveBack(first);
        assertEquals(new Claim(256, 0, 128), claim(128));
        assertEquals(new Claim(384, 128, 128), claim(128));
        assertEquals(Space.NO_ROOM, space.claim(1));
    }

    @Test
    void runThatDoesNotFitBeforeTheEndBeginsAtTheStart() {
        Claim first = claim(100);
        Claim second = claim(100);
        assertEquals(Space.NO_ROOM, space.claim(57));
        giveBack(first);
        Claim around = claim(57);
        assertEquals(new Claim(200, 0, 57), around);
        giveBack(second);
        giveBack(around);
        // The units that were left out at the end count as claimed and given back too.
        assertEquals(new Claim(313, 57, 128), claim(128));
    }

    @Test
    void halfOfAllUnitsFitWhereverTheLastRunEnded() {
        for (int before = 0; before < UNITS; before++) {
            Claim half = claim(UNITS / 2);
            assertFalse(half == null, "after " + before);
            giveBack(half);
            giveBack(claim(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTwoOwnersHaveTheSameUnit(long seed) {
        Random random = new Random(seed);
        BitSet owned = new BitSet(UNITS);
        List<Claim> claims = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            Claim claim = random.nextInt(3) == 0 ? null : claim(1 + random.nextInt(1 << random.nextInt(8)));
            if (claim != null) {
                assertEquals(0, owned.get((int) claim.start(), (int) claim.start() + claim.count()).cardinality());
                owned.set((int) claim.start(), (int) claim.start() + claim.count());
                claims.add(claim);
            } else if (!claims.isEmpty()) {
                refused++;
                Claim back = claims.remove(random.nextInt(Math.min(claims.size(), 5)));
                owned.clear((int) back.start(), (int) back.start() + back.count());
                giveBack(back);
            }
        }
        assertTrue(refused > 10_000);
        claims.forEach(this::giveBack);
        assertEquals(UNITS / 2, claim(UNITS / 2).count());
    }

    @Test
    void noTwoThreadsOwnTheSameUnit() throws Exception {
        AtomicIntegerArray owners = new AtomicIntegerArray(UNITS);
        List<FutureTask<Integer>> threads = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            int owner = i;
            threads.add(start(() -> claimAndGiveBack(owner, owners)));
        }
        for (FutureTask<Integer> thread : threads) {
            assertEquals(50_000, thread.get());
        }
        assertEquals(UNITS / 2, claim(UNITS / 2).count());
    }

    private int claimAndGiveBack(int owner, AtomicIntegerArray owners) {
        Random random = new Random(owner);
        int claims = 0;
        while (claims < 50_000) {
            Claim claim = claim(1 + random.nextInt(60));
            if (claim == null) {
                Thread.yield();
                continue;
            }
            claims++;
            for (int unit = 0; unit < claim.count(); unit++) {
                assertTrue(owners.compareAndSet((int) claim.start() + unit, 0, owner));
            }
            for (int unit = 0; unit < claim.count(); unit++) {
                assertTrue(owners.compareAndSet((int) claim.start() + unit, owner, 0));
            }
            giveBack(claim);
        }
        return claims;
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
