package org.clutch.shell;

import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.clutch.channel.Channel;
import org.clutch.channel.Channels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands that give channels and move them. */
@Component(service = ChannelCommands.class)
@GogoCommand(scope = "clutch", function = {"channel", "use"})
public final class ChannelCommands {
    private final Channels channels;

    /** DS gives the channels. */
    @Activate
    public ChannelCommands(@Reference Channels channels) {
        this.channels = channels;
    }

    /** Finds one. */
    @Descriptor("gives one channel: (channel 3) size")
    public Channel channel(@Descriptor("its id") long id) {
        return channels.find(id)
                .orElseThrow(() -> new IllegalArgumentException("there is no channel " + id + "; there are "
                        + channels.list().stream().map(each -> String.valueOf(each.id()))
                                .collect(Collectors.joining(", ", "", "."))));
    }

    /** Moves one. */
    @Descriptor("moves a live channel to another transport: use 3 queue")
    public Channel use(@Descriptor("its id") long id, @Descriptor("the transport") String transport) {
        Channel channel = channel(id);
        channel.use(transport);
        return channel;
    }

    /** Moves one, and changes its bound. */
    @Descriptor("moves a live channel to another transport, with another bound: use 3 queue 100")
    public Channel use(@Descriptor("its id") long id, @Descriptor("the transport") String transport,
            @Descriptor("how many messages it takes before senders wait; 0 for no bound") int capacity) {
        Channel channel = channel(id);
        channel.use(transport, capacity);
        return channel;
    }
}
