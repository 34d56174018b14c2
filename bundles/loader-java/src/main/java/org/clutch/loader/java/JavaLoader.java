package org.clutch.loader.java;

import java.util.Optional;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.JavaValues;
import org.clutch.extension.ModuleDeclaration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Loads modules that are components of Declarative Services. A module is found by the service that its component registers,
 * with the properties of its annotation.
 */
@Component
public final class JavaLoader implements ExtensionLoader {
    private static final String COMPONENTS = "Service-Component";

    private final BundleContext context;
    private final JavaValues values;
    private final ServiceComponentRuntime components;

    /** DS gives the context and the services. */
    @Activate
    public JavaLoader(BundleContext context, @Reference JavaValues values,
            @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.values = values;
        this.components = components;
    }

    @Override
    public String kind() {
        return "java";
    }

    @Override
    public Optional<Extension> open(ModuleDeclaration declaration, Runnable lost) throws InterruptedException {
        Bundle bundle = context.getBundle(declaration.bundleId());
        if (bundle == null || bundle.getHeaders("").get(COMPONENTS) == null) {
            return Optional.empty();
        }
        Diagnosis diagnosis = new Diagnosis(components, bundle);
        ServiceReference<?> reference = new ModuleServices(context, bundle).await(declaration.name())
                .orElseThrow(() -> new ExtensionException(declaration
                        + " has no component that offers it: " + diagnosis.whyNoService(declaration.name())));
        if (declaration.interpreters() == InterpreterSupport.PER_INTERPRETER
                && !Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE))) {
            throw new ExtensionException(
                    declaration + " is declared per-interpreter, but its component has one instance"
                            + " for all: write @Component(scope = ServiceScope.PROTOTYPE, ...)");
        }
        return Optional.of(new JavaExtension(context, reference, declaration, values, diagnosis, lost));
    }
}
