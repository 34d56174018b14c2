package org.clutch.channel;

import java.util.Objects;

/**
 * What a channel is to be like.
 *
 * @param transport the name of the transport, such as {@code rendezvous}, {@code queue} or {@code shared-memory}
 * @param capacity how many messages it takes before senders wait; zero for no bound. A rendezvous ignores it
 * @param name what listings and errors call the channel; empty for a name made of its id
 * @param unboundItems what becomes of messages whose interpreter is closed before somebody receives them
 */
public record ChannelSpec(String transport, int capacity, String name, UnboundItems unboundItems) {
    /**
     * Checks the values.
     *
     * @param transport the name of the transport
     * @param capacity how many messages it takes before senders wait; zero for no bound
     * @param name what listings and errors call the channel
     * @param unboundItems what becomes of messages whose interpreter is closed
     * @throws IllegalArgumentException if the capacity is negative
     */
    public ChannelSpec {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unboundItems, "unboundItems");
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative, got " + capacity);
        }
    }

    /** Describes an unnamed rendezvous. */
    public ChannelSpec() {
        this("rendezvous", 0, "", UnboundItems.UNBOUND);
    }

    /**
     * Describes an unnamed channel.
     *
     * @param transport the name of the transport
     * @param capacity how many messages it takes before senders wait; zero for no bound
     */
    public ChannelSpec(String transport, int capacity) {
        this(transport, capacity, "", UnboundItems.UNBOUND);
    }

    /**
     * Gives the same with a name.
     *
     * @param newName what listings and errors call the channel
     * @return a new spec
     */
    public ChannelSpec withName(String newName) {
        return new ChannelSpec(transport, capacity, newName, unboundItems);
    }

    /**
     * Gives the same with another rule.
     *
     * @param rule what becomes of messages whose interpreter is closed
     * @return a new spec
     */
    public ChannelSpec withUnboundItems(UnboundItems rule) {
        return new ChannelSpec(transport, capacity, name, rule);
    }
}
