package org.clutch.core.memory;

import static org.clutch.core.memory.RegionFixture.small;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionException;
import org.clutch.share.RegionLimitException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long memory lives, and how much there may be. */
@Timeout(60)
class RegionLifeTest {
    private static final long MEBIBYTE = 1 << 20;

    private final RegionFixture fixture = new RegionFixture(8);
    private final InterpretersRegions one = fixture.of(1);
    private final InterpretersRegions two = fixture.of(2);

    @TempDir
    Path folder;

    @Test
    void livesAsLongAsAHandle() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        mine.close();
        assertEquals(1, fixture.regions());
        theirs.close();
        assertEquals(0, fixture.regions());
        assertEquals(0, fixture.broker.statistics().bytes());
    }

    @Test
    void livesAsLongAsABorrow() {
        Region mine = small(one);
        Borrow borrow = mine.borrow(Access.SHARED);
        mine.close();
        MemorySegment segment = borrow.segment();
        segment.set(ValueLayout.JAVA_BYTE, 63, (byte) 1);
        assertEquals(1, fixture.broker.statistics().borrows());
        borrow.close();
        assertEquals(0, fixture.regions());
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 63));
    }

    @Test
    void livesAsLongAsAReferenceUnderWay() {
        Region mine = small(one);
        RegionReference reference = mine.reference();
        RegionReference other = mine.reference();
        mine.close();
        two.receive(reference).close();
        assertEquals(1, fixture.regions());
        other.release();
        assertEquals(0, fixture.regions());
        assertThrows(RegionException.class, () -> two.receive(other));
    }

    @Test
    void endOfAnInterpreterGivesBackWhatItHas() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        one.ended();
        assertEquals(1, fixture.regions());
        two.ended();
        assertEquals(0, fixture.regions());
        assertThrows(RegionException.class, () -> theirs.borrow(Access.READ));
        assertThrows(RegionException.class, () -> small(two));
    }

    @Test
    void moveThatIsTakenBackAfterItsSenderHasEndedGivesTheMemoryBack() {
        Region mine = small(one);
        RegionReference reference = mine.move();
        one.ended();
        assertEquals(1, fixture.regions());
        reference.release();
        assertEquals(0, fixture.regions());
        assertThrows(RegionException.class, () -> mine.borrow(Access.READ));
    }

    @Test
    void borrowThatCannotBeStoppedLeavesTheMemoryToTheCollector() {
        Region mine = small(one);
        Borrow stuck = two.receive(mine.reference()).borrow(Access.SHARED);
        // What an engine does when it ends an interpreter.
        stuck.leaveToCollector();
        stuck.close();
        two.ended();
        mine.close();
        assertEquals(0, fixture.broker.statistics().borrows());
        assertEquals(1, fixture.regions());
        stuck.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        stuck = null;
        mine = null;
        fixture.collectUntilRegionsAre(0);
    }

    @Test
    void knownAddressLeavesTheMemoryToTheCollector() {
        Region mine = small(one);
        mine.address();
        mine.close();
        assertEquals(1, fixture.regions());
        mine = null;
        fixture.collectUntilRegionsAre(0);
    }

    @Test
    void garbageGivesBackToo() {
        small(one);
        small(one).borrow(Access.SHARED);
        small(one).reference();
        small(one).move();
        fixture.collectUntilRegionsAre(0);
        assertEquals(0, fixture.broker.statistics().borrows());
    }

    @Test
    void limitIsForAllTogether() {
        Region large = one.allocate(new RegionSpec(5 * MEBIBYTE));
        RegionLimitException refusal = assertThrows(RegionLimitException.class,
                () -> two.allocate(new RegionSpec(4 * MEBIBYTE).onHeap()));
        assertTrue(refusal.getMessage().contains("1 regions have 5242880 of 8388608 bytes"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("limitMebibytes of the configuration org.clutch.regions"),
                refusal.getMessage());
        Region rest = two.allocate(new RegionSpec(3 * MEBIBYTE));
        large.close();
        two.allocate(new RegionSpec(5 * MEBIBYTE)).close();
        rest.close();
    }

    @Test
    void garbageIsCollectedBeforeTheLimitIsSaidToBeReached() {
        for (int i = 0; i < 5; i++) {
            one.allocate(new RegionSpec(5 * MEBIBYTE));
        }
        assertTrue(fixture.broker.statistics().bytes() <= 8 * MEBIBYTE);
    }

    @Test
    void mappedFileIsTheFile() throws Exception {
        Path file = Files.write(folder.resolve("data"), new byte[]{1, 2, 3});
        try (Region mapped = one.map(file, false); Borrow borrow = mapped.borrow(Access.SHARED)) {
            assertEquals(3, mapped.size());
            borrow.segment().set(ValueLayout.JAVA_BYTE, 1, (byte) 9);
        }
        assertArrayEquals(new byte[]{1, 9, 3}, Files.readAllBytes(file));
        try (Region mapped = one.map(file, true)) {
            assertThrows(RegionException.class, () -> mapped.borrow(Access.SHARED));
            assertEquals(0, fixture.broker.statistics().bytes());
            Region theirs = two.receive(mapped.move());
            assertTrue(theirs.isReadOnly());
            theirs.close();
        }
        assertEquals(0, fixture.regions());
        assertThrows(NoSuchFileException.class, () -> one.map(folder.resolve("none"), true));
        assertEquals(0, fixture.regions());
        InterpretersRegions confined = new InterpretersRegions(3, fixture.broker, true);
        assertThrows(RegionException.class, () -> confined.map(file, true));
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RegionSpec(-1));
        assertThrows(IllegalArgumentException.class, () -> one.allocate(new RegionSpec(1L << 31).onHeap()));
        one.allocate(new RegionSpec(0)).close();
        assertEquals(0, fixture.regions());
    }
}
