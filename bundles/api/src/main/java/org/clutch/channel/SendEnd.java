package org.clutch.channel;

import java.time.Duration;
import java.util.List;
import org.clutch.share.EndReference;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The end of a channel that sends. Any thread may call, several at once too; a waiting thread parks. Messages are
 * {@linkplain org.clutch.share.CrossInterpreterData cross-interpreter data}; whatever else is given is converted by
 * {@link org.clutch.share.CrossInterpreterData#of(Object)} or refused with
 * {@link org.clutch.share.NotShareableException}. A message that was refused, timed out or interrupted was not sent.
 *
 * <p>When the last send end of a channel is garbage, or its interpreter has been closed, the channel is closed for senders.
 */
@ProviderType
public interface SendEnd {
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
     * Sends a message. On a rendezvous it returns when a receiver has taken the message, otherwise when there was room.
     *
     * @param message the message
     * @throws ChannelClosedException if the channel is closed, or becomes so before the message is taken
     * @throws DeadlockException if no thread that could make room or receive is able to; nothing was sent
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was sent
     */
    void send(Object message) throws InterruptedException;

    /**
     * Does what {@link #send(Object)} does, but not for ever.
     *
     * @param message the message
     * @param timeout how long to wait; zero or less does not wait
     * @return true if it was sent, false if the time was over: then nobody will receive it
     * @throws ChannelClosedException if the channel is closed, or becomes so before the message is taken
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was sent
     */
    boolean send(Object message, Duration timeout) throws InterruptedException;

    /**
     * Puts a message into the channel without waiting, not even for a receiver of a rendezvous.
     *
     * @param message the message
     * @return true if it is in; false if there is no room, or no transport at the moment
     * @throws ChannelClosedException if the channel is closed
     */
    boolean offer(Object message);

    /**
     * Puts several messages into the channel in order, each as {@link #offer(Object)} does, up to the first one that finds no
     * room.
     *
     * @param messages the messages; all are converted before the first is sent
     * @return how many are in: the first ones
     * @throws ChannelClosedException if the channel is closed, and none is in
     */
    int offerMany(List<?> messages);

    /**
     * Sends several messages in order, each as {@link #send(Object)} does.
     *
     * @param messages the messages; all are converted before the first is sent
     * @throws ChannelClosedException if the channel is closed meanwhile; the first ones may have been sent
     * @throws DeadlockException as in {@link #send(Object)}; the first ones may have been sent
     * @throws InterruptedException if the thread is interrupted; the first ones may have been sent
     */
    void sendAll(List<?> messages) throws InterruptedException;

    /**
     * Gives this end with another rule for what is sent through the result.
     *
     * @param rule what becomes of such messages when their interpreter is closed
     * @return the same end, for sends under that rule
     */
    SendEnd withUnboundItems(UnboundItems rule);

    /**
     * Says whether nothing can be sent any more.
     *
     * @return true once the channel is closing or closed
     */
    boolean isClosed();

    /**
     * Closes the channel for senders. Receivers get what is in it, and then {@link ChannelClosedException}.
     *
     * @throws ChannelClosedException if it is closed already
     */
    void close();
}
