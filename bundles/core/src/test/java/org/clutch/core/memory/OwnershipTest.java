package org.clutch.core.memory;

import static org.clutch.core.memory.RegionFixture.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.List;
import org.clutch.share.Borrow;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.OwnershipException;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionBorrowedException;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.share.Tuple;
import org.clutch.share.ViewLayout;
import org.junit.jupiter.api.Test;

/** Who may use a region, and how it gets from one to another. */
class OwnershipTest {
    private final RegionFixture fixture = new RegionFixture(0);
    private final InterpretersRegions one = fixture.of(1);
    private final InterpretersRegions two = fixture.of(2);

    private static void write(Region region, int value) {
        try (Borrow borrow = region.borrow(Access.SHARED)) {
            borrow.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) value);
        }
    }

    private static int read(Region region) {
        try (Borrow borrow = region.borrow(Access.READ)) {
            return borrow.segment().get(ValueLayout.JAVA_BYTE, 0);
        }
    }

    @Test
    void allWhoHaveItHaveOneMemory() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        write(mine, 7);
        assertEquals(7, read(theirs));
        write(theirs, 8);
        assertEquals(8, read(mine));
        assertEquals(mine, theirs);
        try (Borrow here = mine.borrow(Access.READ); Borrow there = theirs.borrow(Access.READ)) {
            assertEquals(here.segment().address(), there.segment().address());
        }
    }

    @Test
    void crossesByReferenceInTuplesToo() {
        Region mine = small(one);
        Tuple tuple = (Tuple) CrossInterpreterData.of(List.of(1, mine));
        RegionReference reference = assertInstanceOf(RegionReference.class, tuple.items().get(1));
        assertEquals(mine.id(), reference.region());
        assertEquals(mine, two.receive(reference));
    }

    @Test
    void moveTakesItFromAllOthers() {
        Region mine = small(one);
        Region shared = fixture.of(3).receive(mine.reference());
        write(mine, 5);
        RegionReference reference = mine.move();
        assertTrue(reference.isMove());
        OwnershipException underWay = assertThrows(OwnershipException.class, () -> mine.borrow(Access.READ));
        assertEquals("region 1 was moved, it belongs to whoever receives it", underWay.getMessage());
        Region theirs = two.receive(reference);
        assertEquals(5, read(theirs));
        for (Region stale : List.of(mine, shared)) {
            for (Runnable use : List.<Runnable>of(() -> stale.borrow(Access.READ), stale::reference, stale::move,
                    stale::asReadOnly, stale::address)) {
                OwnershipException refusal = assertThrows(OwnershipException.class, use::run);
                assertEquals("region 1 was moved, it belongs to interpreter 2", refusal.getMessage());
            }
        }
    }

    @Test
    void onlyTheOwnerMovesIt() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        OwnershipException refusal = assertThrows(OwnershipException.class, theirs::move);
        assertEquals("region 1 cannot be moved by interpreter 2, since it belongs to interpreter 1",
                refusal.getMessage());
        Region movedOn = one.receive(two.receive(mine.move()).move());
        assertEquals(0, read(movedOn));
    }

    @Test
    void whoeverHasItMayMoveItOnceTheOwnerHasEnded() {
        Region theirs = two.receive(small(one).reference());
        one.ended();
        assertEquals(0, read(fixture.of(3).receive(theirs.move())));
    }

    @Test
    void openBorrowRefusesTheMove() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        for (Access access : Access.values()) {
            Borrow borrow = theirs.borrow(access);
            RegionBorrowedException refusal = assertThrows(RegionBorrowedException.class, mine::move);
            assertTrue(refusal.getMessage().contains("borrowed by interpreter 2"), refusal.getMessage());
            borrow.close();
            borrow.close();
        }
        two.receive(mine.move());
    }

    @Test
    void exclusiveBorrowIsAlone() {
        Region mine = small(one);
        Region theirs = two.receive(mine.reference());
        try (Borrow _ = mine.borrow(Access.READ); Borrow _ = theirs.borrow(Access.SHARED)) {
            assertThrows(RegionBorrowedException.class, () -> mine.borrow(Access.EXCLUSIVE));
        }
        try (Borrow _ = mine.borrow(Access.EXCLUSIVE)) {
            for (Access access : Access.values()) {
                assertThrows(RegionBorrowedException.class, () -> theirs.borrow(access));
            }
        }
        theirs.borrow(Access.EXCLUSIVE).close();
    }

    @Test
    void moveThatNobodyReceivesIsUndone() {
        Region mine = small(one);
        Region shared = two.receive(mine.reference());
        RegionReference reference = mine.move();
        reference.release();
        reference.release();
        write(shared, 3);
        assertEquals(3, read(mine));
        assertThrows(OwnershipException.class, () -> two.receive(reference));
        RegionReference again = mine.move();
        Region theirs = two.receive(again);
        again.release();
        assertEquals(3, read(theirs), "what was received is not taken back");
    }

    @Test
    void moveThatIsTakenBackAfterItsSenderHasEndedBelongsToNobody() {
        Region mine = small(one);
        Region shared = two.receive(mine.reference());
        RegionReference reference = mine.move();
        one.ended();
        reference.release();
        assertEquals(0, read(fixture.of(3).receive(shared.move())), "whoever has it may move it");
    }

    @Test
    void moveIsReceivedOnce() {
        RegionReference reference = small(one).move();
        two.receive(reference);
        OwnershipException refusal = assertThrows(OwnershipException.class, () -> one.receive(reference));
        assertTrue(refusal.getMessage().contains("received already, by interpreter 2"), refusal.getMessage());
    }

    @Test
    void referenceIsStaleAfterAMove() {
        Region mine = small(one);
        RegionReference before = mine.reference();
        mine.move();
        assertThrows(OwnershipException.class, () -> two.receive(before));
    }

    @Test
    void readOnlyHandleGivesNobodyMore() {
        Region mine = small(one);
        Region readable = two.receive(mine.asReadOnly().reference());
        assertTrue(readable.isReadOnly());
        assertThrows(RegionException.class, () -> readable.borrow(Access.SHARED));
        assertThrows(RegionException.class, () -> mine.asReadOnly().move());
        try (Borrow borrow = readable.borrow(Access.READ)) {
            assertThrows(IllegalArgumentException.class,
                    () -> borrow.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        }
    }

    @Test
    void layoutTravelsAlong() {
        Region mine = small(one);
        ViewLayout layout = new ViewLayout("i", 4, List.of(2, 3), List.of(12, 4), 8);
        assertEquals(layout, two.receive(mine.withLayout(layout).reference()).layout());
        for (ViewLayout outside : List.of(new ViewLayout("i", 4, List.of(17), List.of(4), 0),
                new ViewLayout("i", 4, List.of(2), List.of(-4), 0), new ViewLayout("B", 1, List.of(), List.of(), 64),
                new ViewLayout("B", 1, List.of(1), List.of(), 0),
                new ViewLayout("q", 8, List.of(Integer.MAX_VALUE), List.of(Integer.MAX_VALUE), 0))) {
            assertThrows(IllegalArgumentException.class, () -> mine.withLayout(outside));
        }
        assertEquals(new ViewLayout("i", 4, List.of(0), List.of(4), 64),
                mine.withLayout(new ViewLayout("i", 4, List.of(0), List.of(4), 64)).layout());
    }

    @Test
    void namesFindItUntilItIsMoved() {
        Region mine = one.allocate(new RegionSpec(8).withName("numbers"));
        assertEquals(mine, two.attach("numbers").orElseThrow());
        assertTrue(two.attach("letters").isEmpty());
        assertTrue(two.attach("").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> two.allocate(new RegionSpec(8).withName("numbers")));
        RegionReference reference = mine.move();
        assertTrue(two.attach("numbers").isEmpty());
        reference.release();
        assertTrue(two.attach("numbers").isPresent());
    }

    @Test
    void confinedOnesAttachWhatTheyHaveAndGetArrays() {
        InterpretersRegions confined = new InterpretersRegions(3, fixture.broker, true);
        Region mine = one.allocate(new RegionSpec(8).withName("numbers"));
        assertTrue(mine.isNative());
        assertTrue(confined.attach("numbers").isEmpty());
        confined.receive(mine.reference());
        assertTrue(confined.attach("numbers").isPresent());
        Region array = confined.allocate(new RegionSpec(8));
        assertFalse(array.isNative());
        assertThrows(RegionException.class, array::address);
    }

    @Test
    void confinedOnesAttachNoMoreThanTheyHave() {
        InterpretersRegions confined = new InterpretersRegions(3, fixture.broker, true);
        Region mine = one.allocate(new RegionSpec(8).withName("numbers").onHeap());
        confined.receive(mine.asReadOnly().reference());
        assertTrue(confined.attach("numbers").orElseThrow().isReadOnly());
        confined.receive(mine.reference());
        assertFalse(confined.attach("numbers").orElseThrow().isReadOnly());
        assertFalse(two.attach("numbers").orElseThrow().isReadOnly());
    }

    @Test
    void whatAConfinedOneKeptOfAnArrayIsNoWayToItsReceiver() {
        InterpretersRegions confined = new InterpretersRegions(3, fixture.broker, true);
        Region region = confined.allocate(new RegionSpec(8));
        byte[] kept;
        try (Borrow borrow = region.borrow(Access.SHARED)) {
            kept = borrow.array();
            kept[0] = 1;
        }
        Region moved = two.receive(region.move());
        kept[0] = 2;
        try (Borrow borrow = moved.borrow(Access.SHARED)) {
            assertEquals(1, borrow.array()[0]);
            kept = borrow.array();
        }
        // Who is trusted hands the array over as it is.
        Region further = one.receive(moved.move());
        try (Borrow borrow = further.borrow(Access.READ)) {
            assertSame(kept, borrow.array());
        }
    }

    @Test
    void noLayoutReachesBeyondTheMemoryByOverflow() {
        Region mine = small(one);
        for (long origin : new long[]{Long.MAX_VALUE, Long.MIN_VALUE, -1, 64}) {
            assertThrows(IllegalArgumentException.class,
                    () -> mine.withLayout(new ViewLayout("B", 1, List.of(1), List.of(1), origin)));
        }
        int most = Integer.MAX_VALUE;
        assertThrows(IllegalArgumentException.class, () -> mine.withLayout(
                new ViewLayout("B", 1, List.of(most, most, most), List.of(most, most, most), 0)));
    }

    @Test
    void knownAddressRefusesTheMove() {
        Region mine = small(one);
        try (Borrow borrow = mine.borrow(Access.READ)) {
            assertEquals(borrow.segment().address(), mine.address());
        }
        assertThrows(RegionBorrowedException.class, mine::move);
    }

    @Test
    void whatIsClosedOrForeignIsRefused() {
        Region mine = small(one);
        mine.close();
        mine.close();
        for (Runnable use : List.<Runnable>of(() -> mine.borrow(Access.READ), mine::reference, mine::move)) {
            assertThrows(RegionException.class, use::run);
        }
        assertThrows(IllegalArgumentException.class, () -> one.receive(null));
    }
}
