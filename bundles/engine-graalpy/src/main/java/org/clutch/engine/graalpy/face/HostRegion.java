package org.clutch.engine.graalpy.face;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.clutch.engine.graalpy.internals.memory.SharedViews;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.RegionReference;
import org.clutch.share.ViewLayout;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;

/** A handle of a region, for Python. What fails gives what says so instead of a result. */
public final class HostRegion {
    private final Region region;
    private final SharedViews views;
    private final Border border;

    HostRegion(Region region, SharedViews views, Border border) {
        this.region = region;
        this.views = views;
        this.border = border;
    }

    /** Gives the region's id. */
    @HostAccess.Export
    public long id() {
        return region.id();
    }

    /** Gives its name, empty if it has none. */
    @HostAccess.Export
    public String name() {
        return region.name();
    }

    /** Says what this is, among all that the host gives: no failure. */
    @HostAccess.Export
    public int kind() {
        return Crossed.REGION;
    }

    /**
     * Gives what stays the same, in one call: the size in bytes times 8, and 1 if it may only be read, 2 if it is off-heap, 4 if
     * it has a layout.
     */
    @HostAccess.Export
    public long facts() {
        return region.size() << 3 | (region.isReadOnly() ? 1 : 0) | (region.isNative() ? 2 : 0)
                | (region.layout() == null ? 0 : 4);
    }

    /** Gives its address, in an array. */
    @HostAccess.Export
    public Object address() {
        return HostChannels.attempt(() -> isForbidden() ? noNativeMemory() : new long[]{region.address()});
    }

    /** Gives another handle that is read-only. */
    @HostAccess.Export
    public Object asReadOnly() {
        return HostChannels.attempt(() -> new HostRegion(region.asReadOnly(), views, border));
    }

    /** Gives the format of the items of an array. */
    @HostAccess.Export
    public String format() {
        return region.layout().format();
    }

    /** Gives the size of an item in an array, then the shape, then the strides. */
    @HostAccess.Export
    public long[] layout() {
        ViewLayout layout = region.layout();
        IntStream sizes = IntStream.concat(layout.shape().stream().mapToInt(Integer::intValue),
                layout.strides().stream().mapToInt(Integer::intValue));
        return IntStream.concat(IntStream.of(layout.itemSize()), sizes).asLongStream().toArray();
    }

    /** Gives where the item with all indices 0 is in the memory. */
    @HostAccess.Export
    public long origin() {
        return region.layout().origin();
    }

    /** Makes what travels for it as bytes, or takes it along. */
    @HostAccess.Export
    public Object send(boolean move) {
        return HostChannels.attempt(() -> passed(move ? region.move() : region.reference()));
    }

    /** Makes what travels for it as an array, or takes it along. */
    @HostAccess.Export
    public Object sendArray(boolean move, String format, int itemSize, int[] shape, int[] strides, long origin) {
        return HostChannels.attempt(() -> {
            try (Region array = region.withLayout(
                    new ViewLayout(format, itemSize, listed(shape), listed(strides), origin))) {
                return passed(move ? array.move() : array.reference());
            }
        });
    }

    private static List<Integer> listed(int[] numbers) {
        return IntStream.of(numbers).boxed().toList();
    }

    private Object passed(RegionReference reference) {
        try {
            return Crossed.toPython(border.pass(reference));
        } catch (RuntimeException e) {
            reference.release();
            throw e;
        }
    }

    /**
     * Borrows bytes of it.
     *
     * @param access which of {@link Region.Access}, by its number
     * @param start where they begin
     * @param owner the object of the view, which nobody else has
     * @return a memoryview
     */
    @HostAccess.Export
    public Object borrow(int access, long start, long size, Value owner) {
        return lend(access, borrow -> views.lend(borrow, start, size, null, 0, null, null, owner));
    }

    /**
     * Borrows items of it.
     *
     * @param like a memoryview of the same format
     * @param offset where the item with all indices 0 is, from the start on
     */
    @HostAccess.Export
    public Object borrowItems(int access, long start, long size, Value like, int offset, int[] shape, int[] strides,
            Value owner) {
        return lend(access, borrow -> views.lend(borrow, start, size, like, offset, shape, strides, owner));
    }

    private Object lend(int access, Function<Borrow, Object> view) {
        return HostChannels.attempt(() -> {
            return isForbidden() ? noNativeMemory() : view.apply(region.borrow(Region.Access.values()[access]));
        });
    }

    private boolean isForbidden() {
        return border != Border.OPEN && region.isNative();
    }

    private static Object noNativeMemory() {
        return Crossed.failed(new Failure("permission", "a confined interpreter has no native memory:"
                + " whoever makes the buffer for it says heap=True"));
    }

    /** Fails if it can't be used any more. */
    @HostAccess.Export
    public Object check() {
        return HostChannels.attempt(() -> {
            region.asReadOnly().close();
            return Crossed.SUCCESS;
        });
    }

    /** Closes the handle. */
    @HostAccess.Export
    public void close() {
        region.close();
    }
}
