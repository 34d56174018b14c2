package org.clutch.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One open instance of a transport, under one queue. Any thread may call any method at any time, and none ever blocks.
 * Each message goes to exactly one {@link #poll()}, in the order in which {@link #offer(Message)} accepted them, or comes
 * back from {@link #retire()}. An accepted offer <em>happens-before</em> what gives the message back.
 */
@ConsumerType
public interface Conduit {
    /** What became of an offer. */
    enum Offer {
        /** The message is in. */
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
     */
    Offer offer(Message message);

    /**
     * Takes the oldest message.
     *
     * @return the message, or null if and only if there is none or the conduit is retired
     */
    Message poll();

    /**
     * Counts the messages inside.
     *
     * @return a snapshot, zero once retired
     */
    int size();

    /**
     * Ends the conduit: from now on it refuses offers and yields nothing. The first call returns what was accepted and
     * not taken; no message is in this list and in a caller's hands as well.
     *
     * @return the messages that are left, oldest first; empty on any further call
     */
    List<Message> retire();
}
