package org.clutch.jmx;

import java.util.List;

/** The channels and queues: {@code org.clutch:type=Channels}. Each look is a new one. */
public interface ChannelsMXBean {
    /**
     * A channel or queue.
     *
     * @param id its id
     * @param name its name
     * @param queue whether it is a queue
     * @param transport the name of its transport
     * @param state OPEN, SUSPENDED or CLOSED
     * @param size how many messages are in it
     * @param capacity its bound; zero for none
     * @param received how many messages were received so far; negative if that is not counted
     * @param waitingSenders how many threads wait for room
     * @param waitingReceivers how many threads wait for a message
     */
    record Row(long id, String name, boolean queue, String transport, String state, int size, int capacity,
            long received, int waitingSenders, int waitingReceivers) {}

    /**
     * Lists them.
     *
     * @return the channels by id, then the queues
     */
    List<Row> getChannels();
}
