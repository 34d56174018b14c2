package org.clutch.diagnosis;

import java.util.Set;

/**
 * A channel or a queue.
 *
 * @param id its id
 * @param name its name; of a queue, {@code queue-ID}
 * @param isQueue whether it is a queue
 * @param transport the name of the transport that carries it, or that it waits for
 * @param state whether messages pass
 * @param size how many messages are in it
 * @param capacity its bound; zero for none
 * @param received how many messages have been taken out so far, not counting those after it was closed; negative if a
 *            transport that carried it does not count
 * @param senders ids of the interpreters that hold a send end, {@link #JAVA} and {@link #MESSAGE}; of a queue, none is known
 * @param receivers the same of receive ends
 * @param waitingSenders how many threads wait for room, those whose message is in a rendezvous not counted
 * @param waitingReceivers how many threads wait for a message
 */
public record ChannelInfo(long id, String name, boolean isQueue, String transport, State state, int size, int capacity,
        long received, Set<Long> senders, Set<Long> receivers, int waitingSenders, int waitingReceivers) {
    /** Stands for Java code among the holders of ends. */
    public static final long JAVA = -1;
    /** Stands for a message among the holders of ends, in which one travels. */
    public static final long MESSAGE = -2;

    /** Whether messages pass. */
    public enum State {
        /** They do. */
        OPEN,
        /** Its transport is away: they are kept, and callers wait. */
        SUSPENDED,
        /** Senders are refused; what is in it comes out. */
        CLOSED
    }
}
