package org.clutch.core.extension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;
import org.clutch.extension.ModuleDescription;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;

/**
 * Tells the registry which modules the manifests of started bundles declare. A bundle that is still meant to be started
 * while it stops is being updated or refreshed: that is how a framework keeps it, so it is expected back.
 *
 * <p>The framework calls in the thread that starts or stops the bundle, one event of a bundle at a time.
 */
@Component(service = ExtensionBundles.class, immediate = true)
public final class ExtensionBundles extends BundleTracker<Bundle> {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final long FRAMEWORK = 0;

    private final ExtensionRegistry registry;
    private final BundleListener uninstalls = this::uninstalled;
    private volatile boolean closing;

    /** DS gives the registry, which outlives this object. */
    @Activate
    public ExtensionBundles(BundleContext context, @Reference ExtensionRegistry registry) {
        super(context, Bundle.STARTING | Bundle.ACTIVE, null);
        this.registry = registry;
        context.addBundleListener(uninstalls);
        open();
    }

    /** A bundle that stopped to be updated may be uninstalled instead. */
    private void uninstalled(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            registry.uninstalled(event.getBundle().getBundleId());
        }
    }

    @Deactivate
    @Override
    public void close() {
        closing = true;
        context.removeBundleListener(uninstalls);
        super.close();
    }

    @Override
    public Bundle addingBundle(Bundle bundle, BundleEvent event) {
        List<BundleCapability> capabilities = capabilities(bundle);
        Map<String, String> refused = new HashMap<>();
        List<ExtensionRegistry.Declared> declared = read(bundle, capabilities, refused);
        registry.refuse(bundle.getBundleId(), refused);
        // Without any too: perhaps it had some before it was updated.
        registry.started(bundle.getBundleId(), declared);
        return capabilities.isEmpty() ? null : bundle;
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
        registry.refuse(bundle.getBundleId(), Map.of());
        registry.stopped(bundle.getBundleId(), comesBack(bundle));
    }

    private boolean comesBack(Bundle bundle) {
        return !closing && bundle.getState() != Bundle.UNINSTALLED
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()
                && context.getBundle(FRAMEWORK).getState() == Bundle.ACTIVE;
    }

    private static List<BundleCapability> capabilities(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(ModuleDeclaration.NAMESPACE);
    }

    /**
     * @param refused gets the reasons why some are not offered, by their names
     */
    private static List<ExtensionRegistry.Declared> read(Bundle bundle, List<BundleCapability> capabilities,
            Map<String, String> refused) {
        List<ExtensionRegistry.Declared> all = new ArrayList<>();
        capabilities.forEach(each -> read(bundle, each.getAttributes(), refused).ifPresent(all::add));
        return all;
    }

    private static Optional<ExtensionRegistry.Declared> read(Bundle bundle, Map<String, Object> attributes,
            Map<String, String> refused) {
        String place = bundle.getSymbolicName() + " " + bundle.getVersion();
        Object name = attributes.get(ModuleDeclaration.NAMESPACE);
        Object version = attributes.getOrDefault(ModuleDeclaration.VERSION, bundle.getVersion());
        String word = String.valueOf(
                attributes.getOrDefault(ModuleDeclaration.INTERPRETERS, InterpreterSupport.MAIN_ONLY.word()));
        Optional<InterpreterSupport> support = InterpreterSupport.of(word);
        String wrong = null;
        if (!(name instanceof String text) || !ModuleDescription.isIdentifier(text)) {
            wrong = ModuleDeclaration.NAMESPACE + "=" + name + " is no name of a Python module";
        } else if (!(version instanceof Version)) {
            wrong = "version=" + version + " is no version: write version:Version=" + version;
        } else if (support.isEmpty()) {
            wrong = "interpreters=" + word + " is none of per-interpreter, shared, main-only";
        }
        if (wrong != null) {
            String reason = "bundle " + place + " offers no module by its capability " + attributes + ": " + wrong;
            LOG.log(Level.ERROR, reason);
            refused.put(String.valueOf(name), reason);
            return Optional.empty();
        }
        int ranking = attributes.get("service.ranking") instanceof Number number ? number.intValue() : 0;
        return Optional.of(new ExtensionRegistry.Declared(new ModuleDeclaration((String) name, version.toString(),
                support.get(), bundle.getBundleId(), place), ranking));
    }
}
