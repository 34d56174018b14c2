package org.clutch.share;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An end of a channel that travels between two interpreters. Whoever receives it holds the end from then on; while it
 * travels, the reference holds it. It has no binary form. The core implements it.
 */
@ProviderType
public interface EndReference {
    /**
     * Names the channel.
     *
     * @return its id, as in {@link org.clutch.channel.Channel#id()}
     */
    long channel();

    /**
     * Says which end it is.
     *
     * @return true for a send end, false for a receive end
     */
    boolean sends();
}
