package org.clutch.core.memory;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.clutch.core.channel.Holders;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.clutch.share.ViewLayout;

/** A region as one user has it, as long as somebody reaches this object and it is not closed. */
final class HeldRegion implements Region {
    private final Block block;
    private final Tenure tenure;
    private final long user;
    private final boolean readOnly;
    private final ViewLayout layout;
    private final Holders.Token token;
    private final long size;
    private volatile boolean closed;

    HeldRegion(Block block, Tenure tenure, long user, boolean readOnly, ViewLayout layout) {
        this.block = block;
        this.tenure = tenure;
        this.user = user;
        this.readOnly = readOnly;
        this.layout = layout;
        this.token = block.hold(tenure, user);
        this.size = block.size();
    }

    Block block() {
        return block;
    }

    @Override
    public long id() {
        return block.id();
    }

    @Override
    public String name() {
        return block.name();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public boolean isNative() {
        return block.isNative();
    }

    @Override
    public ViewLayout layout() {
        return layout;
    }

    private void checkOpen() {
        if (closed) {
            throw new RegionException(block + " is closed here");
        }
    }

    @Override
    public Region withLayout(ViewLayout newLayout) {
        checkOpen();
        if (newLayout != null) {
            check(newLayout);
        }
        return new HeldRegion(block, tenure, user, readOnly, newLayout);
    }

    /** Checks that each item is within the memory. */
    private void check(ViewLayout each) {
        List<Integer> shape = each.shape();
        List<Integer> strides = each.strides();
        if (shape.size() != strides.size() || shape.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("shape " + shape + " and strides " + strides + " do not match");
        }
        if (shape.contains(0)) {
            return;
        }
        BigInteger low = origin(each).add(reach(each, true));
        BigInteger high = origin(each).add(reach(each, false)).add(BigInteger.valueOf(each.itemSize()));
        if (low.signum() < 0 || high.compareTo(BigInteger.valueOf(size)) > 0) {
            throw new IllegalArgumentException("items with shape " + shape + " and strides " + strides + " from byte "
                    + each.origin() + " on would be bytes " + low + " to " + high + " of a region of " + size);
        }
    }

    private static BigInteger origin(ViewLayout each) {
        return BigInteger.valueOf(each.origin());
    }

    /** Untrusted code chooses these numbers, and their sum may be larger than a long. */
    private static BigInteger reach(ViewLayout each, boolean down) {
        return IntStream.range(0, each.shape().size())
                .mapToLong(i -> (each.shape().get(i) - 1L) * each.strides().get(i))
                .filter(way -> way < 0 == down).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public Region asReadOnly() {
        checkOpen();
        return new HeldRegion(block, tenure, user, true, layout);
    }

    @Override
    public Borrow borrow(Access access) {
        checkOpen();
        if (readOnly && access != Access.READ) {
            throw new RegionException(block + " is read-only here: borrow it to be read");
        }
        return block.borrow(tenure, user, access);
    }

    @Override
    public long address() {
        checkOpen();
        return block.expose(tenure);
    }

    @Override
    public RegionReference reference() {
        checkOpen();
        return new CarriedRegion(block, tenure, block.hold(tenure, Holders.MESSAGE), this, false);
    }

    @Override
    public RegionReference move() {
        checkOpen();
        if (readOnly && !block.isReadOnly()) {
            throw new RegionException(block + " is read-only here, and only who may write can give it away");
        }
        return block.move(this, tenure, user);
    }

    @Override
    public void close() {
        closed = true;
        token.release();
    }

    /** Handles of one region are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HeldRegion that && that.block == block;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(block.id());
    }

    @Override
    public String toString() {
        return block + " of " + size + " bytes";
    }
}
