package org.clutch.loader.nativecode;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clutch.extension.Extension;
import org.clutch.extension.ExtensionException;
import org.clutch.extension.ExtensionLoader;
import org.clutch.extension.InterpreterSupport;
import org.clutch.extension.ModuleDeclaration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Loads modules from the folder {@code python} of bundles that have native libraries there. It is asked before the loader of
 * Python sources, which would find the sources of such a module and not its libraries.
 */
@Component(property = "service.ranking:Integer=200")
public final class NativeLoader implements ExtensionLoader {
    static final String ROOT = "python";
    private static final List<String> SUFFIXES = List.of(".so", ".pyd", ".dylib");

    private final BundleContext context;
    private final Unpacking unpacking = new Unpacking();

    /** DS gives the context. */
    @Activate
    public NativeLoader(BundleContext context) {
        this.context = context;
    }

    @Override
    public String kind() {
        return "native";
    }

    @Override
    public Optional<Extension> open(ModuleDeclaration declaration, Runnable lost) {
        Bundle bundle = context.getBundle(declaration.bundleId());
        if (bundle == null || !hasLibrary(bundle, declaration.name())) {
            return Optional.empty();
        }
        if (declaration.interpreters() == InterpreterSupport.SHARED) {
            throw new ExtensionException(
                    declaration + " is native code, of which interpreters cannot share an instance:"
                            + " declare it per-interpreter, so that each gets a copy, or main-only");
        }
        try {
            return Optional.of(new NativeExtension(declaration.name(), unpacking.folder(bundle)));
        } catch (IOException e) {
            throw new ExtensionException(declaration + " cannot be unpacked, as native code must be: " + e, e);
        }
    }

    private static boolean hasLibrary(Bundle bundle, String module) {
        return Stream
                .concat(entries(bundle, ROOT, module + ".*", false), entries(bundle, ROOT + "/" + module, "*", true))
                .anyMatch(entry -> SUFFIXES.stream().anyMatch(entry.getPath()::endsWith));
    }

    static Stream<URL> entries(Bundle bundle, String folder, String pattern, boolean recurse) {
        Enumeration<URL> found = bundle.findEntries(folder, pattern, recurse);
        return found == null ? Stream.empty() : Collections.list(found).stream();
    }
}
