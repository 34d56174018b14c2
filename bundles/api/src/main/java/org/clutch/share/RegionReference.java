package org.clutch.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A {@link Region} that travels between two interpreters. The reference keeps its memory alive, and gives whoever receives it
 * the right to use it. It has no binary form. The core implements it. Any thread may call.
 */
@ProviderType
public interface RegionReference {
    /**
     * Names the region.
     *
     * @return its id, as in {@link Region#id()}
     */
    long region();

    /**
     * Says what it does to the sender.
     *
     * @return true if only the receiver may use the region from now on
     */
    boolean isMove();

    /** Gives it up, unless it was received; a move is undone by that. */
    void release();
}
