package org.clutch.core.memory;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Holders;
import org.clutch.share.Region;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.clutch.share.RegionSpec;
import org.clutch.share.RegionStatistics;
import org.clutch.share.Regions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Makes regions, finds them by their names, and serves Java code. It holds them weakly. Making one takes its monitor, so that
 * no name is given away twice.
 *
 * <p>One daemon thread, {@code clutch-regions}, gives back the memory of regions that are garbage.
 */
@Component(service = {Regions.class, RegionBroker.class}, immediate = true, configurationPid = "org.clutch.regions")
@Designate(ocd = RegionsConfiguration.class)
public final class RegionBroker implements Regions {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final long MOST_MEBIBYTES = 1L << 30;

    private final ChannelBroker garbage;
    private final Budget budget;
    private final Cleaner cleaner = Cleaner.create(Thread.ofPlatform().name("clutch-regions").daemon().factory());
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, WeakReference<Block>> blocks = new ConcurrentSkipListMap<>();
    private final InterpretersRegions java = new InterpretersRegions(Holders.JAVA, this, false);
    private volatile long limitMebibytes;

    /** DS gives who hears of garbage, and the configuration. */
    @Activate
    public RegionBroker(@Reference ChannelBroker garbage, RegionsConfiguration configuration) {
        this(garbage, checked(configuration.limitMebibytes(), 0));
    }

    /** Has a limit in MiB; 0 for the size of the heap. */
    public RegionBroker(ChannelBroker garbage, long limitMebibytes) {
        this.garbage = garbage;
        this.limitMebibytes = limitMebibytes;
        this.budget = new Budget(limitMebibytes);
    }

    @Modified
    void configure(RegionsConfiguration configuration) {
        limitMebibytes = checked(configuration.limitMebibytes(), limitMebibytes);
        budget.limit(limitMebibytes);
    }

    private static long checked(long wanted, long otherwise) {
        if (wanted < 0 || wanted > MOST_MEBIBYTES) {
            LOG.log(Level.ERROR, () -> "org.clutch.regions: limitMebibytes = " + wanted + " is not in 0 to "
                    + MOST_MEBIBYTES + ", so it is " + otherwise);
            return otherwise;
        }
        return wanted;
    }

    synchronized HeldRegion allocate(RegionSpec spec, long user) {
        if (!spec.name().isEmpty() && find(spec.name()).isPresent()) {
            throw new IllegalArgumentException("there is a region named '" + spec.name() + "' already: attach it");
        }
        return first(spec.name(), false, Memory.allocate(spec.size(), spec.heap(), budget), user);
    }

    HeldRegion map(Path file, boolean readOnly, long user) throws IOException {
        return first("", readOnly, Memory.map(file, readOnly, budget), user);
    }

    private HeldRegion first(String name, boolean readOnly, Memory memory, long user) {
        Block block = new Block(lastId.incrementAndGet(), name, readOnly, memory, user, garbage, cleaner);
        blocks.values().removeIf(each -> each.get() == null || each.get().isGone());
        blocks.put(block.id(), new WeakReference<>(block));
        return new HeldRegion(block, block.tenure(), user, readOnly, null);
    }

    private List<Block> all() {
        return blocks.values().stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    Optional<Block> find(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : all().stream().filter(each -> each.name().equals(name) && each.isAttachable()).findAny();
    }

    /** Gives a user a handle, unless the region goes just now. */
    Optional<HeldRegion> attach(Block block, long user, boolean readOnly) {
        try {
            return Optional.of(new HeldRegion(block, block.tenure(), user, readOnly || block.isReadOnly(), null));
        } catch (RegionException e) {
            return Optional.empty();
        }
    }

    void ended(long user) {
        all().forEach(each -> each.ended(user));
    }

    @Override
    public Region allocate(RegionSpec spec) {
        return java.allocate(spec);
    }

    @Override
    public Region map(Path file, boolean readOnly) throws IOException {
        return java.map(file, readOnly);
    }

    @Override
    public Optional<Region> attach(String name) {
        return java.attach(name);
    }

    @Override
    public Region receive(RegionReference reference) {
        return java.receive(reference);
    }

    @Override
    public RegionStatistics statistics() {
        return new RegionStatistics(budget.regions(), budget.used(), budget.limit(),
                all().stream().mapToInt(Block::borrows).sum());
    }
}
