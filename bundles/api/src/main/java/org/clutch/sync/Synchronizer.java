package org.clutch.sync;

import org.clutch.share.SynchronizerReference;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What all kinds have in common. Each object is the view of one user, Java code or an interpreter; views of the same
 * synchronizer are equal. It lives as long as somebody has a view of it or a reference to it. Nothing here blocks.
 */
@ProviderType
public interface Synchronizer {
    /**
     * Gives the number that tells it from all others of this core.
     *
     * @return the number, which is no right to anything
     */
    long id();

    /**
     * Says what errors call it.
     *
     * @return the name, empty if it has none
     */
    String name();

    /**
     * Makes what travels for it. Messages and arguments may have the synchronizer itself, which is converted.
     *
     * @return a reference for one receiver
     */
    SynchronizerReference reference();

    /**
     * Lets {@link Synchronizers#find} find it from now on, for one that travels as a number in a pickle. Since nobody knows
     * who might still find it, waits for it take no part in the search for deadlocks afterwards, unless it is a re-entrant lock.
     *
     * @return the {@link #id()}
     */
    long publish();
}
