package org.clutch.transport;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Hears what changed in a conduit, in the thread that changed it and after the change can be seen. Calls return at once
 * and throw nothing; a conduit calls without a lock of its own held.
 */
@ProviderType
public interface ConduitListener {
    /** A message was accepted. */
    void readable();

    /** A message was taken, so there may be room. */
    void writable();
}
