package org.clutch.extension;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes one kind of extension module loadable: a service. The core has asked the gate before, keeps what was opened, and
 * decides when instances come and go; a loader only knows what is in a bundle. Loaders with a higher service ranking are
 * asked first. Any thread may call, several at once.
 */
@ConsumerType
public interface ExtensionLoader {
    /**
     * Names the kind, for listings and errors.
     *
     * @return a word such as {@code java}
     */
    String kind();

    /**
     * Opens a module of a started bundle. May block for a moment, until a service of the bundle is there.
     *
     * @param declaration what the bundle says of it
     * @param lost to be called before what was opened goes away while its bundle stays, such as a service that it rests
     *            on; returns when no call is at work in it any more, or the deadline for that is over
     * @return the opened module, or empty if the bundle has no module of this kind and name
     * @throws ExtensionException if it has, but it cannot be opened
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    Optional<Extension> open(ModuleDeclaration declaration, Runnable lost) throws InterruptedException;
}
