package org.clutch.channel;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A simplex FIFO: what goes into a send end comes out of a receive end. The messages of one sender keep their order, and
 * each message goes to exactly one receiver. A send <em>happens-before</em> its receive. Any thread may call; nothing here
 * waits for another caller.
 *
 * <p>This object does not keep the channel open, its ends do: see {@link SendEnd} and {@link ReceiveEnd}.
 */
@ProviderType
public interface Channel {
    /**
     * Gives the number that names this channel.
     *
     * @return a positive number, never reused
     */
    long id();

    /**
     * Says what listings and errors call it.
     *
     * @return the name
     */
    String name();

    /**
     * Names the transport that carries it, or that it waits for while it is suspended.
     *
     * @return the name
     */
    String transport();

    /**
     * Says whether its transport is away: messages are kept, and callers wait.
     *
     * @return true while there is no service of that name
     */
    boolean isSuspended();

    /**
     * Gives the bound.
     *
     * @return how many messages it takes before senders wait; zero for no bound
     */
    int capacity();

    /**
     * Counts the messages that were sent and not received, those of waiting senders included.
     *
     * @return a snapshot
     */
    int size();

    /**
     * Says what becomes of messages whose interpreter is closed, unless a send says otherwise.
     *
     * @return the rule
     */
    UnboundItems unboundItems();

    /**
     * Moves the channel to another transport with all messages in it, in order. Callers that wait go on there. A sender
     * that waits for a receiver is done when the new transport is no rendezvous.
     *
     * @param transport the name of the transport
     * @throws TransportNotFoundException if no such transport is there; nothing has changed
     * @throws ChannelClosedException if the channel is closed or closing
     */
    void use(String transport);

    /**
     * Does what {@link #use(String)} does, and changes the bound.
     *
     * @param transport the name of the transport
     * @param capacity how many messages it takes before senders wait; zero for no bound
     * @throws IllegalArgumentException if the capacity is negative
     * @throws TransportNotFoundException if no such transport is there; nothing has changed
     * @throws ChannelClosedException if the channel is closed or closing
     */
    void use(String transport, int capacity);

    /**
     * Gives the end to send with, which the caller holds from now on.
     *
     * @return an end of the caller's own
     * @throws ChannelClosedException if the channel is closed
     */
    SendEnd sendEnd();

    /**
     * Gives the end to receive with, which the caller holds from now on.
     *
     * @return an end of the caller's own
     * @throws ChannelClosedException if the channel is closed
     */
    ReceiveEnd receiveEnd();

    /**
     * Says whether nothing can be sent or received any more.
     *
     * @return true once it is closed and drained
     */
    boolean isClosed();

    /** Closes the channel at once: what is in it is dropped, and who waits fails with {@link ChannelClosedException}. */
    void closeNow();
}
