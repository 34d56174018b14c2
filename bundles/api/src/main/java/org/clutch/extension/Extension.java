package org.clutch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/** A module that a loader has opened, as one state of its bundle has it. Any thread may call. */
@ConsumerType
public interface Extension {
    /**
     * Makes what one interpreter gets at its first import. Authors' code may run in it.
     *
     * @return the instance; of a shared module another view on the same one
     * @throws ExtensionException if that failed
     */
    ModuleInstance instantiate();

    /** Ends what was opened, after its instances. Called once. */
    void close();
}
