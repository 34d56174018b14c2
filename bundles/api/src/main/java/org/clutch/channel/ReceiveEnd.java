package org.clutch.channel;

import java.time.Duration;
import java.util.List;
import org.clutch.share.EndReference;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The end of a channel that receives. Any thread may call, several at once too; a waiting thread parks. A receive that
 * throws {@link InterruptedException} has taken nothing.
 *
 * <p>When the last receive end of a channel is garbage, or its interpreter has been closed, the channel is closed.
 */
@ProviderType
public interface ReceiveEnd {
    /** What {@link #poll()} and its like return when there was no message: compare by identity. */
    Object EMPTY = InterpreterQueue.EMPTY;

    /** What comes out in the place of a message whose interpreter has been closed: compare by identity. */
    Object UNBOUND = InterpreterQueue.UNBOUND;

    /**
     * Makes what travels for this end, in a message or as an argument: an end among them is converted in this way by itself.
     *
     * @return cross-interpreter data, which holds the end until it has been received
     * @throws ChannelClosedException if the end is closed
     */
    EndReference reference();

    /**
     * Gives the channel.
     *
     * @return the channel of this end
     */
    Channel channel();

    /**
     * Receives the oldest message, and waits as long as there is none.
     *
     * @return the message, null for {@code None}; {@link #UNBOUND} in the place of a message under
     *         {@link UnboundItems#UNBOUND}
     * @throws ItemInterpreterDestroyedException in the place of a message under {@link UnboundItems#ERROR}
     * @throws ChannelClosedException if the channel is closed and drained
     * @throws DeadlockException if no thread that could send is able to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Object receive() throws InterruptedException;

    /**
     * Does what {@link #receive()} does, but not for ever.
     *
     * @param timeout how long to wait; zero or less does not wait
     * @return the message as in {@link #receive()}, or {@link #EMPTY} if the time was over
     * @throws ItemInterpreterDestroyedException as in {@link #receive()}
     * @throws ChannelClosedException if the channel is closed and drained
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Object receive(Duration timeout) throws InterruptedException;

    /**
     * Receives the oldest message if there is one. Does not wait.
     *
     * @return the message as in {@link #receive()}, or {@link #EMPTY} if there is none
     * @throws ItemInterpreterDestroyedException as in {@link #receive()}
     * @throws ChannelClosedException if the channel is closed and drained
     */
    Object poll();

    /**
     * Receives what there is, and waits only for the first message.
     *
     * @param most how many messages at most, at least one
     * @return one message or more, as in {@link #receive()}, in order. In the place of a message under
     *         {@link UnboundItems#ERROR} that is not the first there is the exception
     * @throws ItemInterpreterDestroyedException as in {@link #receive()}, for the first
     * @throws ChannelClosedException if the channel is closed and drained
     * @throws DeadlockException if no thread that could send is able to
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    List<Object> receiveMany(int most) throws InterruptedException;

    /**
     * Says whether nothing can be received any more.
     *
     * @return true once the channel is closed and drained
     */
    boolean isClosed();

    /**
     * Closes the channel, which must be empty.
     *
     * @throws ChannelNotEmptyException if messages are in it, those of waiting senders included; it stays open
     * @throws ChannelClosedException if it is closed already
     */
    void close();
}
