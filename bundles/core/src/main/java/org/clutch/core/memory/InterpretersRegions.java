package org.clutch.core.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.clutch.share.Region;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.share.RegionStatistics;
import org.clutch.share.Regions;

/** The regions as one user reaches them, an interpreter or Java code. */
public final class InterpretersRegions implements Regions {
    private final long user;
    private final RegionBroker broker;
    private final boolean confined;
    /** What it was given or made, weakly, and whether ever to be written: what a confined one may attach. */
    private final Map<Block, Boolean> reached = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean ended;

    /**
     * Serves one user.
     *
     * @param confined whether it has no native memory, and attaches only what it was given before
     */
    public InterpretersRegions(long user, RegionBroker broker, boolean confined) {
        this.user = user;
        this.broker = broker;
        this.confined = confined;
    }

    /** Gives a user what it is to have, unless it has ended meanwhile. */
    private Region reach(HeldRegion region) {
        reached.merge(region.block(), !region.isReadOnly(), Boolean::logicalOr);
        if (confined && !region.isReadOnly()) {
            region.block().copyWhenMoved();
        }
        if (ended) {
            region.block().ended(user);
            throw new RegionException("interpreter " + user + " has ended");
        }
        return region;
    }

    @Override
    public Region allocate(RegionSpec spec) {
        return reach(broker.allocate(confined ? spec.onHeap() : spec, user));
    }

    @Override
    public Region map(Path file, boolean readOnly) throws IOException {
        if (confined) {
            throw new RegionException("a confined interpreter has no native memory, so it maps no files");
        }
        return reach(broker.map(file, readOnly, user));
    }

    @Override
    public Optional<Region> attach(String name) {
        return broker.find(name).filter(block -> !confined || reached.containsKey(block))
                .flatMap(block -> broker.attach(block, user, confined && !reached.get(block))).map(this::reach);
    }

    @Override
    public Region receive(RegionReference reference) {
        if (reference instanceof CarriedRegion carried) {
            return reach(carried.receive(user));
        }
        throw new IllegalArgumentException("not a reference to a region of this core: " + reference);
    }

    @Override
    public RegionStatistics statistics() {
        return broker.statistics();
    }

    /** Hears that the interpreter has ended: gives back what it has. */
    public void ended() {
        ended = true;
        broker.ended(user);
    }
}
