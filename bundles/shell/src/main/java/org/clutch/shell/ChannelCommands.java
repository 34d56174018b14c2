package org.clutch.shell;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.channel.Channel;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that give channels and queues, and move channels. */
@Component(service = ChannelCommands.class)
@GogoCommand(scope = "clutch", function = {"channel", "queue", "use"})
public final class ChannelCommands {
    private final Channels channels;
    private final InterpreterQueues queues;

    /** DS gives channels and queues. */
    @Activate
    public ChannelCommands(@Reference Channels channels, @Reference InterpreterQueues queues) {
        this.channels = channels;
        this.queues = queues;
    }

    /** Finds a channel. */
    @Descriptor("gives one channel: (channel 3) size")
    public Channel channel(@Descriptor("its id or name") String which) {
        return new Named<>("channel", channels.list(), Channel::id, Channel::name).find(which);
    }

    /** Finds a queue. */
    @Descriptor("gives one queue: (queue 3) size")
    public InterpreterQueue queue(@Descriptor("its id") String which) {
        return new Named<>("queue", queues.list(), InterpreterQueue::id, queue -> "queue-" + queue.id()).find(which);
    }

    /** Moves one. */
    @Descriptor("moves a live channel to another transport: use 3 queue")
    public Channel use(@Descriptor("its id or name") String which, @Descriptor("the transport") String transport) {
        Channel channel = channel(which);
        channel.use(transport);
        return channel;
    }

    /** Moves one, and changes its bound. */
    @Descriptor("moves a live channel to another transport, with another bound: use 3 queue 100")
    public Channel use(@Descriptor("its id or name") String which, @Descriptor("the transport") String transport,
            @Descriptor("how many messages it takes before senders wait; 0 for no bound") int capacity) {
        Channel channel = channel(which);
        channel.use(transport, capacity);
        return channel;
    }
}
