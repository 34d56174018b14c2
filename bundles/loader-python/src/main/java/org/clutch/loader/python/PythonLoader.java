package org.clutch.loader.python;

import java.util.Optional;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.ModuleDeclaration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Loads modules from the folder {@code python} of bundles. It is asked before other loaders, since a file is there or not,
 * while a component may be on its way.
 */
@Component(property = "service.ranking:Integer=100")
public final class PythonLoader implements ExtensionLoader {
    private final BundleContext context;

    /** DS gives the context. */
    @Activate
    public PythonLoader(BundleContext context) {
        this.context = context;
    }

    @Override
    public String kind() {
        return "python";
    }

    @Override
    public Optional<Extension> open(ModuleDeclaration declaration, Runnable lost) {
        Bundle bundle = context.getBundle(declaration.bundleId());
        if (bundle == null) {
            return Optional.empty();
        }
        BundleSources sources = new BundleSources(bundle);
        String name = declaration.name();
        return sources.exists(name + ".py") || sources.exists(name + "/__init__.py")
                ? Optional.of(new PythonExtension(name, sources))
                : Optional.empty();
    }
}
