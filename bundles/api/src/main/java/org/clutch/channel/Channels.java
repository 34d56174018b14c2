package org.clutch.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.clutch.share.EndReference;
import org.osgi.annotation.versioning.ProviderType;

/** All channels: a service. Any thread may call. */
@ProviderType
public interface Channels {
    /**
     * Makes a channel. If its transport is not there at the moment, but has been, the channel is suspended until it comes.
     * Does not block.
     *
     * @param spec what it is to be like
     * @return a new channel, empty
     * @throws TransportNotFoundException if there never was such a transport
     */
    Channel create(ChannelSpec spec);

    /**
     * Finds a channel. Does not block.
     *
     * @param id its id
     * @return the channel, or empty if there is none or it is closed
     */
    Optional<Channel> find(long id);

    /**
     * Lists the channels that are not closed. Does not block.
     *
     * @return a snapshot, in the order of ids
     */
    List<Channel> list();

    /**
     * Gives a send end that has travelled; the caller holds it from now on in the place of the reference.
     *
     * @param reference what arrived
     * @return an end of the caller's own
     * @throws ChannelClosedException if the channel is closed for senders
     * @throws ChannelNotFoundException if it is not a reference to a send end
     */
    SendEnd sendEnd(EndReference reference);

    /**
     * Gives a receive end that has travelled; the caller holds it from now on in the place of the reference.
     *
     * @param reference what arrived
     * @return an end of the caller's own
     * @throws ChannelClosedException if the channel is closed
     * @throws ChannelNotFoundException if it is not a reference to a receive end
     */
    ReceiveEnd receiveEnd(EndReference reference);

    /**
     * Receives from whichever end has a message first; of several the one that comes first in the collection. Blocks.
     *
     * @param ends the receive ends, at least one
     * @return the message and its end
     * @throws ChannelClosedException if one of the ends is closed and drained
     * @throws DeadlockException if no thread that could send is able to
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was received
     */
    Received select(Collection<? extends ReceiveEnd> ends) throws InterruptedException;

    /**
     * Does what {@link #select(Collection)} does, but not for ever.
     *
     * @param ends the receive ends, at least one
     * @param timeout how long to wait; zero or less does not wait
     * @return the message and its end, or empty if the time was over
     * @throws ChannelClosedException if one of the ends is closed and drained
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was received
     */
    Optional<Received> select(Collection<? extends ReceiveEnd> ends, Duration timeout) throws InterruptedException;

    /**
     * What a selection gave.
     *
     * @param end where it came from
     * @param message the message, null for {@code None}
     */
    record Received(ReceiveEnd end, Object message) {}
}
