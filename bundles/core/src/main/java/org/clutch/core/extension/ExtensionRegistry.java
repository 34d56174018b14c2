package org.clutch.core.extension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleInfo;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Which modules there are, whose loaders open them, and which one an import takes. It knows what bundles declare, from
 * {@link ExtensionBundles}, and no loader by its kind.
 *
 * <p>The monitor guards both maps; it is not held while anybody else's code is called. What happens to one module is ordered
 * by the monitor of its {@link OfferedModule}.
 */
@Component(service = ExtensionRegistry.class, immediate = true, configurationPid = "org.clutch.extensions")
@Designate(ocd = ExtensionsConfiguration.class)
public final class ExtensionRegistry {
    static final int DRAIN_MILLIS = 5_000;
    static final int ABSENCE_MILLIS = 30_000;
    private static final int MOST_MILLIS = 3_600_000;
    private static final Logger LOG = System.getLogger("org.clutch.core");
    /** Which of several bundles an import takes: the highest version, the highest ranking, the oldest bundle. */
    private static final Comparator<OfferedModule> PRECEDENCE = Comparator
            .comparing((OfferedModule each) -> Version.parseVersion(each.declaration().version()))
            .thenComparing(OfferedModule::ranking).reversed()
            .thenComparing(each -> each.declaration().bundleId());

    private volatile Patience patience;
    /** By name. */
    private final Map<String, List<OfferedModule>> offers = new TreeMap<>();
    /** Those of one bundle, by its id. */
    private final Map<Long, List<OfferedModule>> bundles = new HashMap<>();
    /** Why modules of a bundle are not offered: by its id, by their names. */
    private final Map<Long, Map<String, String>> refused = new HashMap<>();
    /** What operators say of modules, by name; it counts more than what bundles declare. */
    private final Map<String, InterpreterSupport> operators = new ConcurrentHashMap<>();
    /** Names that an import never takes from a bundle. Replaced as a whole. */
    private Set<String> reserved = Set.of();
    /** The best ranked first. Replaced as a whole. */
    private volatile List<RankedLoader> loaders = List.of();

    /** What a bundle declares, with the attribute {@code service.ranking}. */
    record Declared(ModuleDeclaration declaration, int ranking) {}

    /** How long calls may take to end, and bundles to come back. */
    private record Patience(Duration drain, Duration absence) {}

    private record RankedLoader(ExtensionLoader loader, int ranking) {}

    /** Waits as long as the defaults say. */
    public ExtensionRegistry() {
        this(Duration.ofMillis(DRAIN_MILLIS), Duration.ofMillis(ABSENCE_MILLIS));
    }

    /** DS gives the configuration. */
    @Activate
    public ExtensionRegistry(ExtensionsConfiguration configuration) {
        this();
        configure(configuration);
    }

    ExtensionRegistry(Duration drain, Duration absence) {
        patience = new Patience(drain, absence);
    }

    @Modified
    void configure(ExtensionsConfiguration configuration) {
        patience = new Patience(checked("drainMillis", configuration.drainMillis(), patience.drain()),
                checked("absenceMillis", configuration.absenceMillis(), patience.absence()));
    }

    private static Duration checked(String key, int millis, Duration otherwise) {
        if (millis < 0 || millis > MOST_MILLIS) {
            LOG.log(Level.ERROR,
                    () -> "org.clutch.extensions: " + key + " = " + millis + " is not in 0 to " + MOST_MILLIS
                            + ", so it is " + otherwise.toMillis());
            return otherwise;
        }
        return Duration.ofMillis(millis);
    }

    private Duration drain() {
        return patience.drain();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addLoader(ExtensionLoader loader, Map<String, Object> properties) {
        List<RankedLoader> all = new ArrayList<>(loaders);
        all.add(new RankedLoader(loader, properties.get("service.ranking") instanceof Integer ranking ? ranking : 0));
        all.sort(Comparator.comparing(RankedLoader::ranking).reversed());
        loaders = List.copyOf(all);
    }

    void removeLoader(ExtensionLoader loader) {
        List<OfferedModule> all;
        synchronized (this) {
            loaders = loaders.stream().filter(each -> each.loader() != loader).toList();
            all = offers.values().stream().flatMap(Collection::stream).toList();
        }
        all.forEach(each -> each.lost(loader, drain()));
    }

    /** The engine has modules of these names, which an import takes. */
    synchronized void reserve(Set<String> names) {
        Set<String> before = reserved;
        reserved = Set.copyOf(names);
        offers.forEach((name, all) -> {
            if (!before.contains(name)) {
                all.forEach(each -> warnIfReserved(each.declaration()));
            }
        });
    }

    private void warnIfReserved(ModuleDeclaration declaration) {
        if (reserved.contains(declaration.name())) {
            LOG.log(Level.ERROR, () -> hidden(declaration));
        }
    }

    private static String hidden(ModuleDeclaration declaration) {
        return declaration
                + " cannot be imported: Python's own module of that name is found first; give it another name";
    }

    /** An operator declares which interpreters may import a module; what was imported stays so. */
    void declare(String name, InterpreterSupport support) {
        operators.put(name, support);
    }

    /** The operator says nothing of a module any more. */
    void undeclare(String name) {
        operators.remove(name);
    }

    /** Gives what counts of a module: what the operator says, else what its bundle does. */
    ModuleDeclaration declared(ModuleDeclaration declaration) {
        return new ModuleDeclaration(declaration.name(), declaration.version(),
                operators.getOrDefault(declaration.name(), declaration.interpreters()), declaration.bundleId(),
                declaration.bundle());
    }

    /** Gives what counts of a module that no bundle offers. */
    InterpreterSupport declared(String name) {
        return operators.getOrDefault(name, InterpreterSupport.MAIN_ONLY);
    }

    /** A bundle has started, for the first time or again. */
    void started(long bundle, List<Declared> declared) {
        Map<String, Declared> wanted = byName(declared);
        Map<OfferedModule, Declared> returned = new HashMap<>();
        List<OfferedModule> missing = new ArrayList<>();
        synchronized (this) {
            List<OfferedModule> ofBundle = bundles.computeIfAbsent(bundle, _ -> new ArrayList<>());
            for (OfferedModule known : List.copyOf(ofBundle)) {
                Declared now = known.isGone() ? null : wanted.remove(known.declaration().name());
                if (now == null) {
                    missing.add(known);
                    forget(known, bundle);
                } else {
                    returned.put(known, now);
                }
            }
            wanted.values().forEach(each -> offer(each, ofBundle));
            if (ofBundle.isEmpty()) {
                bundles.remove(bundle);
            }
        }
        missing.stream().filter(OfferedModule::gone).forEach(each -> each.tellUnloaded(drain()));
        returned.forEach((module, now) -> module.returned(now.declaration(), now.ranking()));
    }

    private static Map<String, Declared> byName(List<Declared> declared) {
        Map<String, Declared> wanted = new TreeMap<>();
        for (Declared each : declared) {
            if (wanted.putIfAbsent(each.declaration().name(), each) != null) {
                LOG.log(Level.ERROR, () -> each.declaration() + " is declared twice; the first declaration counts");
            }
        }
        return wanted;
    }

    private void offer(Declared declared, List<OfferedModule> ofBundle) {
        OfferedModule offer = new OfferedModule(declared.declaration(), declared.ranking(), this::open,
                () -> patience.absence());
        ofBundle.add(offer);
        warnIfReserved(declared.declaration());
        offers.computeIfAbsent(declared.declaration().name(), _ -> new ArrayList<>()).add(offer);
    }

    private void forget(OfferedModule module, long bundle) {
        String name = module.declaration().name();
        List<OfferedModule> sameName = offers.getOrDefault(name, new ArrayList<>());
        sameName.remove(module);
        if (sameName.isEmpty()) {
            offers.remove(name);
        }
        bundles.getOrDefault(bundle, new ArrayList<>()).remove(module);
    }

    /**
     * A bundle is stopping. Returns when calls at work in its modules have finished, or overrun their deadline.
     *
     * @param comesBack whether it only stops to be updated or refreshed
     */
    void stopped(long bundle, boolean comesBack) {
        List<OfferedModule> all;
        synchronized (this) {
            all = List.copyOf(bundles.getOrDefault(bundle, List.of()));
            if (!comesBack) {
                all.forEach(each -> forget(each, bundle));
                bundles.remove(bundle);
            }
        }
        all.forEach(each -> each.stopped(comesBack, drain()));
        if (comesBack) {
            Map<OfferedModule, Integer> absences = all.stream()
                    .collect(Collectors.toMap(each -> each, OfferedModule::absences));
            CompletableFuture.delayedExecutor(patience.absence().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> drop(bundle, all, each -> each.gone(absences.get(each))));
        }
    }

    /** A bundle was uninstalled that seemed to come back. */
    void uninstalled(long bundle) {
        List<OfferedModule> all;
        synchronized (this) {
            all = List.copyOf(bundles.getOrDefault(bundle, List.of()));
        }
        drop(bundle, all, OfferedModule::gone);
    }

    private void drop(long bundle, List<OfferedModule> all, Predicate<OfferedModule> isGone) {
        for (OfferedModule each : all) {
            if (isGone.test(each)) {
                synchronized (this) {
                    forget(each, bundle);
                }
                each.tellUnloaded(drain());
            }
        }
    }

    /** Gives what an import of a name takes. */
    synchronized Optional<OfferedModule> choose(String name) {
        return offers.getOrDefault(name, List.of()).stream().min(PRECEDENCE);
    }

    /** Says whether an import finds a module here, be it one that cannot be loaded for a known reason. */
    synchronized boolean offers(String name) {
        return offers.containsKey(name) || refusal(name).isPresent();
    }

    /** A bundle declares modules wrongly: their names and the reasons, instead of those that it had so far. */
    synchronized void refuse(long bundle, Map<String, String> reasons) {
        if (reasons.isEmpty()) {
            refused.remove(bundle);
        } else {
            refused.put(bundle, Map.copyOf(reasons));
        }
    }

    /** Says why no bundle offers a module, if one would. */
    synchronized Optional<String> refusal(String name) {
        return refused.values().stream().map(each -> each.get(name)).filter(Objects::nonNull).findFirst();
    }

    /** Lists all modules; see {@link org.clutch.extension.Extensions#list()}. */
    public synchronized List<ModuleInfo> list() {
        return offers.values().stream().flatMap(sameName -> {
            List<OfferedModule> sorted = sameName.stream().sorted(PRECEDENCE).toList();
            return sorted.stream().map(each -> new ModuleInfo(declared(each.declaration()), each.kind(),
                    each == sorted.getFirst(), each.holders().stream().map(HeldModule::interpreter).toList()));
        }).toList();
    }

    /** Says which modules nobody can import, and why. */
    public synchronized List<String> problems() {
        Stream<String> wrong = refused.values().stream().flatMap(each -> each.values().stream()).sorted();
        Stream<String> hidden = offers.values().stream().flatMap(Collection::stream).map(OfferedModule::declaration)
                .filter(each -> reserved.contains(each.name())).map(ExtensionRegistry::hidden);
        Stream<String> unloadable = loaders.isEmpty() && !offers.isEmpty()
                ? Stream.of("there is no loader for " + String.join(", ", offers.keySet())
                        + ": start a bundle such as org.clutch.loader.java")
                : Stream.empty();
        return Stream.of(wrong, hidden, unloadable).flatMap(each -> each).toList();
    }

    /** Opens a module by the first loader that finds it in its bundle. */
    private Opened open(ModuleDeclaration offered, OfferedModule offer) throws InterruptedException {
        ModuleDeclaration declaration = declared(offered);
        Set<String> asked = new HashSet<>();
        for (RankedLoader each : loaders) {
            Opened opened = new Opened(each.loader());
            Optional<Extension> extension = each.loader().open(declaration, () -> offer.lost(opened, drain()));
            if (extension.isPresent()) {
                opened.extension(extension.get());
                return opened;
            }
            asked.add(each.loader().kind());
        }
        throw new ExtensionException("the manifest of bundle " + declaration.bundle() + " declares module '"
                + declaration.name() + "', but " + (asked.isEmpty()
                        ? "there is no loader: is a bundle such as org.clutch.loader.java started?"
                        : "no loader (" + asked.stream().sorted().collect(Collectors.joining(", "))
                                + ") finds it in there: is there an annotated component, or python/"
                                + declaration.name() + ".py?"));
    }
}
