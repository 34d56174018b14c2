package org.clutch.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A lock, or another {@link org.clutch.sync.Synchronizer}, that travels between two interpreters. The reference keeps it
 * alive, and gives whoever receives it the right to use it. It has no binary form. The core implements it.
 */
@ProviderType
public interface SynchronizerReference {
    /**
     * Names the synchronizer.
     *
     * @return its id, as in {@link org.clutch.sync.Synchronizer#id()}
     */
    long synchronizer();
}
