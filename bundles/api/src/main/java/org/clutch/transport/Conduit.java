package org.clutch.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One open instance of a transport, under one channel or queue. Any thread may call any method at any time, and none ever
 * blocks. Each message goes to exactly one {@link #poll()}, in the order in which {@link #offer(Message)} accepted them, or
 * comes back from {@link #withdraw(Message)} or {@link #retire()}. An accepted offer <em>happens-before</em> what gives the
 * message back.
 */
@ConsumerType
public interface Conduit {
    /** What became of an offer. */
    enum Offer {
        /** The message is in. Its sender is done, or waits on if the transport is a rendezvous. */
        ACCEPTED,
        /** There is no room; the message was not kept. */
        FULL,
        /** The conduit is at its end; the message was not kept. */
        RETIRED
    }

    /**
     * Hands over a message.
     *
     * @param message the message
     * @return what became of it
     * @throws IllegalArgumentException if it can never carry this message, such as one that is larger than all its room;
     *             nothing was kept. The sender gets to see the text
     */
    Offer offer(Message message);

    /**
     * Takes the oldest message.
     *
     * @return the message, or null if and only if there is none or the conduit is retired
     */
    Message poll();

    /**
     * Takes back a message that nobody has taken, wherever it stands. Only a
     * {@linkplain Transport#isRendezvous() rendezvous} is asked for this.
     *
     * @param message a message that was offered or preloaded
     * @return true if it is out, so that nobody will get it; false if it is not here
     */
    default boolean withdraw(Message message) {
        return false;
    }

    /**
     * Counts the messages inside.
     *
     * @return a snapshot, zero once retired
     */
    int size();

    /**
     * Ends the conduit: from now on it refuses offers and yields nothing. The first call returns what was accepted and
     * not taken; no message is in this list and in a caller's hands as well. It may wait for the few instructions of
     * callers that are half-way, and for nothing else: after a deadline the broker gives the messages up for lost.
     *
     * @return the messages that are left, oldest first; empty on any further call
     */
    List<Message> retire();
}
