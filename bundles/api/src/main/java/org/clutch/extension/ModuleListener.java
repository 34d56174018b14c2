package org.clutch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears what becomes of a module that an interpreter has imported. Called in threads of the core's. */
@ConsumerType
public interface ModuleListener {
    /** The bundle was updated: calls go to the new instance, and the module's names should be those of the new one. */
    void updated();

    /** The bundle is gone: calls fail, and the interpreter should forget the module. */
    void unloaded();
}
