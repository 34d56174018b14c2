package org.clutch.transport;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Hears what changed in a conduit, in the thread that changed it, before that call returns, and after the change can be
 * seen. Calls return soon and throw nothing; a conduit calls without a lock of its own held, since they come back into it
 * and wake others who do. Each message makes one call for its way in, unless it was preloaded, and one for its way out,
 * unless {@link Conduit#retire()} handed it back; or several make one call that counts them. A conduit that can be full in
 * something else than messages, such as bytes, may say {@link #writable()} once more after it has taken a message in, since
 * there may be room for a smaller one. A call may come after the conduit has retired, from a caller that was half-way.
 */
@ProviderType
public interface ConduitListener {
    /** A message was accepted. */
    void readable();

    /**
     * Messages were accepted.
     *
     * @param messages how many, at least one
     */
    default void readable(int messages) {
        for (int i = 0; i < messages; i++) {
            readable();
        }
    }

    /** A message was taken or withdrawn, so there may be room. */
    void writable();

    /**
     * Messages were taken.
     *
     * @param messages how many, at least one
     */
    default void writable(int messages) {
        for (int i = 0; i < messages; i++) {
            writable();
        }
    }
}
