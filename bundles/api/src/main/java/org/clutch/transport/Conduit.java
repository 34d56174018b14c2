package org.clutch.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One open instance of a transport, under one channel or queue. Any thread may call any method at any time, and none ever
 * blocks. Each message goes to exactly one {@link #poll()}, in the order in which {@link #offer(Message)} accepted them, or
 * comes back from {@link #withdraw(Message)} or {@link #retire()}. An accepted offer <em>happens-before</em> what gives the
 * message back.
 *
 * <p>All callers agree on one order, as if the calls came one after the other: a message whose offer has returned is found
 * by the next poll, whoever else is half-way, and room that a poll has made by the next offer. Otherwise somebody would wait
 * for a change that has been made.
 *
 * <p>Callers may be virtual threads, and may be interrupted: that means nothing here, and their interrupt status stays as
 * it is. A conduit need not be told that nobody uses it any more; it holds nothing that garbage collection does not free,
 * or frees it when it retires.
 */
@ConsumerType
public interface Conduit {
    /** What became of an offer. */
    enum Offer {
        /** The message is in. Its sender is done, or waits on if the transport is a rendezvous. */
        ACCEPTED,
        /** There is no room; the message was not kept, and may be offered again. A conduit that is empty has room. */
        FULL,
        /** The conduit is at its end; the message was not kept. */
        RETIRED
    }

    /**
     * Hands over a message. One that is in the conduit is not offered again before it is out.
     *
     * @param message the message, never null
     * @return what became of it; {@link Offer#RETIRED} of a retired conduit, whatever the message
     * @throws IllegalArgumentException if it can never carry this message, such as one that is larger than all its room;
     *             nothing was kept. The sender gets to see the text. A message of up to 4 KiB must be carried
     */
    Offer offer(Message message);

    /**
     * Takes the oldest message.
     *
     * @return the message, or null if and only if there is none or the conduit is retired
     */
    Message poll();

    /**
     * Hands over some of several messages, in order, each as {@link #offer(Message)} does. Others may come between them.
     * Overridden where that is faster than one by one.
     *
     * @param messages the messages, none of them null
     * @param from the index of the first one
     * @param to the index after the last one
     * @return how many are in; it is not zero if an offer of the first one would have been accepted
     * @throws IllegalArgumentException as in {@link #offer(Message)}, for the first one; nothing was kept
     */
    default int offerMany(Message[] messages, int from, int to) {
        int next = from;
        try {
            while (next < to && offer(messages[next]) == Offer.ACCEPTED) {
                next++;
            }
        } catch (IllegalArgumentException e) {
            if (next == from) {
                throw e;
            }
        }
        return next - from;
    }

    /**
     * Takes some of the oldest messages, in order, each as {@link #poll()} does. Others may take some between them.
     * Overridden where that is faster than one by one.
     *
     * @param into where they are put; what is behind them there means nothing
     * @param from the index for the first one
     * @param to the index after the one for the last
     * @return how many came; it is not zero if a poll would have given one
     */
    default int pollMany(Message[] into, int from, int to) {
        int next = from;
        while (next < to && (into[next] = poll()) != null) {
            next++;
        }
        return next - from;
    }

    /**
     * Takes back a message that nobody has taken, wherever it stands. Only a
     * {@linkplain Transport#isRendezvous() rendezvous} is asked for this. The message is told by its identity.
     *
     * @param message a message that was offered or preloaded
     * @return true if it is out, so that nobody will get it; false if it is not here
     */
    default boolean withdraw(Message message) {
        return false;
    }

    /**
     * Counts the messages inside, the preloaded ones too.
     *
     * @return how many there were at some moment of the call, so never less than zero and never more than the bound unless
     *         there were more preloaded; zero once retired
     */
    int size();

    /**
     * Counts the messages that polls have given since it was opened, for whoever watches. It should cost the polls nothing:
     * a conduit that has no such number does not count.
     *
     * @return how many there were at some moment of the call; negative if it does not count. Once it is retired, the last number
     *         or an earlier one
     */
    default long received() {
        return -1;
    }

    /**
     * Ends the conduit: once a call has returned, it refuses offers and yields nothing. The first call returns what was
     * accepted and not taken; no message is in this list and in a caller's hands as well. It may wait for the few
     * instructions of callers that are half-way, and for nothing else: after a deadline the broker gives the messages up
     * for lost. A caller that is in its call of the {@linkplain ConduitListener listener} is not half-way.
     *
     * @return the messages that are left, oldest first; empty on any further call, also one that comes at the same time. It
     *         is not changed afterwards
     */
    List<Message> retire();
}
