package org.clutch.launcher;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.osgi.framework.Bundle;

/**
 * The context class loader of threads whose code looks there for what its own bundle does not see, such as the providers of
 * terminals in JLine. It asks the bundle each time, so that it keeps no classes of one that was updated.
 */
final class BundleContextLoader extends ClassLoader {
    private final Bundle bundle;

    /**
     * @param parent is asked first
     * @param bundle is asked then
     */
    BundleContextLoader(ClassLoader parent, Bundle bundle) {
        super(parent);
        this.bundle = bundle;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return bundle.loadClass(name);
    }

    @Override
    protected URL findResource(String name) {
        return bundle.getResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        Enumeration<URL> found = bundle.getResources(name);
        return found == null ? Collections.emptyEnumeration() : found;
    }
}
