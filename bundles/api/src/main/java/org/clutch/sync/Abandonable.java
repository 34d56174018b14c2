package org.clutch.sync;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an interpreter can hold when it ends. Then it is given back, so that nobody waits for ever, and it is
 * <em>abandoned</em>: what it protects may be half changed. Acquiring goes on as ever; whoever cares asks after it has
 * acquired, puts things in order and calls {@link #recover()}.
 */
@ProviderType
public interface Abandonable extends Synchronizer {
    /**
     * Says whether an interpreter has ended that held it, since the last {@link #recover()}.
     *
     * @return true if what it protects may be half changed
     */
    boolean isAbandoned();

    /** Declares that what it protects is in order again. */
    void recover();
}
