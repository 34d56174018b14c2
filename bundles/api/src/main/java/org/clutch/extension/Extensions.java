package org.clutch.extension;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The extension modules, as one interpreter sees them. Any thread may call. */
@ProviderType
public interface Extensions {
    /**
     * Says whether a bundle offers a module to somebody; whether this interpreter may import it is another question.
     *
     * @param name the module's name
     * @return true if an import is worth the attempt
     */
    boolean offers(String name);

    /**
     * Imports a module. At its first import in an interpreter an instance is made, and the same one is given from then on.
     *
     * @param name the module's name
     * @param listener hears what becomes of it
     * @return the module
     * @throws ExtensionException if the gate refuses it, or it cannot be loaded
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    ImportedModule load(String name, ModuleListener listener) throws InterruptedException;

    /**
     * Lets a native library be loaded that no bundle offers, such as one on {@code sys.path}: in the main interpreter, and in
     * those that the operator has declared.
     *
     * @param name the name of the top-level module that it belongs to
     * @throws ExtensionException if it may not be loaded here
     */
    void checkLibrary(String name);

    /**
     * Lists all modules that bundles offer, those that others take precedence over too.
     *
     * @return a snapshot, by name, the one that an import takes first
     */
    List<ModuleInfo> list();

    /**
     * Finds the module that an import takes.
     *
     * @param name the module's name
     * @param range an OSGi version range such as {@code [1.2,2)}
     * @return the module
     * @throws ExtensionException if there is none, or its version is not in the range
     * @throws IllegalArgumentException if the range is none
     */
    ModuleInfo require(String name, String range);

    /**
     * Finds the module that an import takes.
     *
     * @param name the module's name
     * @return the module, or empty if no bundle offers it
     */
    default Optional<ModuleInfo> find(String name) {
        return list().stream().filter(each -> each.declaration().name().equals(name)).findFirst();
    }
}
