package org.clutch.share;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes and finds regions: a service. Any thread may call. */
@ProviderType
public interface Regions {
    /**
     * Makes a region of zeros, which the caller owns. If it would go beyond the limit, this waits for a garbage collection,
     * for a second at most.
     *
     * @param spec what it is like
     * @return a handle of it
     * @throws RegionLimitException if all regions together would have more bytes than the configuration
     *             {@code org.clutch.regions} allows, or the machine has no more memory
     * @throws IllegalArgumentException if there is a region of that name, or it is too large for a Java array
     */
    Region allocate(RegionSpec spec);

    /**
     * Maps a file. What is written to the region is written to the file. It does not count against the limit.
     *
     * @param file the file, which exists
     * @param readOnly whether the region may only be read
     * @return a handle of a new region as large as the file is now
     * @throws IOException if the file cannot be mapped
     * @throws RegionException if the user of this service has no native memory
     */
    Region map(Path file, boolean readOnly) throws IOException;

    /**
     * Finds a region by its name. One that was moved is found no more.
     *
     * @param name its name
     * @return a new handle, or empty if there is none, or nobody has it any more
     */
    Optional<Region> attach(String name);

    /**
     * Gives what a reference stands for.
     *
     * @param reference what arrived
     * @return a new handle, of the receiver's own
     * @throws OwnershipException if the region was moved while the reference was under way, or somebody has received it
     *             already
     * @throws RegionException if nobody had the region any more
     * @throws IllegalArgumentException if the reference is none of the core's
     */
    Region receive(RegionReference reference);

    /**
     * Counts.
     *
     * @return the figures at the moment
     */
    RegionStatistics statistics();
}
