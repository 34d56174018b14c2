package org.clutch.itests;

import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;

/** Regions of eight bytes that say a number, for tests of what carries them. */
final class NumberedRegion {
    private NumberedRegion() {}

    /** Gives one away. */
    static RegionReference of(Regions regions, long number) {
        Region region = regions.allocate(new RegionSpec(Long.BYTES));
        try (Borrow borrow = region.borrow(Access.SHARED)) {
            borrow.buffer().putLong(number);
        }
        return region.move();
    }

    /** Takes one, and gives the number that it says. */
    static long number(Regions regions, RegionReference reference) {
        try (Region region = regions.receive(reference); Borrow borrow = region.borrow(Access.EXCLUSIVE)) {
            return borrow.buffer().getLong();
        }
    }
}
