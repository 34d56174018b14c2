package org.clutch.extension;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A module that an interpreter has imported. It stays the same when its bundle is updated. Any thread may call. */
@ProviderType
public interface ImportedModule {
    /**
     * Says which module it is, in its bundle's current version.
     *
     * @return what the manifest says
     */
    ModuleDeclaration declaration();

    /**
     * Gives the current instance, for what never calls its members: its form, description and sources. Waits while the bundle
     * is being updated.
     *
     * @return the instance
     * @throws ModuleUnloadedException if the bundle is gone
     * @throws ExtensionException if its new version cannot be loaded
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    ModuleInstance instance() throws InterruptedException;

    /**
     * Calls a member of a {@linkplain MembersInstance module of members}. A call that has begun finishes on its instance,
     * whatever happens to the bundle; one that comes while the bundle is being updated waits for the new one.
     *
     * @param member as in {@link MembersInstance#call}
     * @param self the object, or null
     * @param arguments as in {@link MembersInstance#call}
     * @return as in {@link MembersInstance#call}
     * @throws RaisedException what Python raises
     * @throws ModuleUnloadedException if the bundle, or the instance that made the object, is gone
     * @throws ExtensionException if its new version cannot be loaded
     * @throws InterruptedException if the thread was interrupted
     */
    Object call(String member, ModuleObject self, List<Object> arguments) throws RaisedException, InterruptedException;
}
