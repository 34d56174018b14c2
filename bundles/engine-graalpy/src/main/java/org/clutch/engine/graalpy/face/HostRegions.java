package org.clutch.engine.graalpy.face;

import java.io.IOException;
import java.nio.file.Path;
import org.clutch.engine.graalpy.internals.memory.SharedViews;
import org.clutch.share.Region;
import org.clutch.share.RegionSpec;
import org.clutch.share.RegionStatistics;
import org.clutch.share.Regions;
import org.graalvm.polyglot.HostAccess;

/** The regions of memory, for Python: {@code _clutch.memory.regions()}. What fails gives what says so instead of a result. */
public final class HostRegions {
    private final Regions regions;
    private final SharedViews views;
    private final Border border;

    HostRegions(Regions regions, SharedViews views, Border border) {
        this.regions = regions;
        this.views = views;
        this.border = border;
    }

    private HostRegion wrap(Region region) {
        return new HostRegion(region, views, border);
    }

    /** Makes a region of zeros. */
    @HostAccess.Export
    public Object allocate(long size, String name, boolean heap) {
        return HostChannels.attempt(() -> wrap(regions.allocate(new RegionSpec(size, name, heap))));
    }

    /** Maps a file. */
    @HostAccess.Export
    public Object map(String file, boolean readOnly) {
        return HostChannels.attempt(() -> {
            try {
                return wrap(regions.map(Path.of(file), readOnly));
            } catch (IOException e) {
                return Crossed.failed(new Failure("io", e.toString()));
            }
        });
    }

    /** Finds a region by its name, or gives None. */
    @HostAccess.Export
    public Object attach(String name) {
        return HostChannels.attempt(() -> regions.attach(name).map(this::wrap).orElse(null));
    }

    /** Gives the region of a reference that arrived. */
    @HostAccess.Export
    public Object receive(Object crossed) {
        return HostChannels.attempt(() -> wrap(regions.receive(Crossed.regionReference(crossed))));
    }

    /** Counts regions, their bytes, how many these may be, and open borrows. */
    @HostAccess.Export
    public long[] statistics() {
        RegionStatistics now = regions.statistics();
        return new long[]{now.regions(), now.bytes(), now.limit(), now.borrows()};
    }
}
