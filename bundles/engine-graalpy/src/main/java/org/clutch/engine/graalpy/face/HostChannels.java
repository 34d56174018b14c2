package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.engine.Host;
import org.clutch.share.EndReference;
import org.graalvm.polyglot.HostAccess;

/** All channels, for Python: {@code _clutch.channels}. What fails gives what says so instead of a result. */
public final class HostChannels {
    private final Channels channels;
    private final Border border;

    /** Serves one interpreter. */
    public HostChannels(Host host, Border border) {
        this.channels = host.channels();
        this.border = border;
    }

    /** Makes a channel. */
    @HostAccess.Export
    public Object create(String transport, int capacity, String name, int unboundItems) {
        return attempt(() -> wrap(channels.create(
                new ChannelSpec(transport, capacity, name, UnboundItems.values()[unboundItems]))));
    }

    /** Finds a channel, or gives None. */
    @HostAccess.Export
    public Object find(long id) {
        return channels.find(id).map(this::wrap).orElse(null);
    }

    /** Lists all channels. */
    @HostAccess.Export
    public Object[] list() {
        return channels.list().stream().map(this::wrap).toArray();
    }

    /** Gives the channel of an end that arrived, and the end, in an array. */
    @HostAccess.Export
    public Object receive(Object crossed) {
        EndReference reference = Crossed.endReference(crossed);
        return attempt(() -> {
            if (reference.sends()) {
                SendEnd end = channels.sendEnd(reference);
                return new Object[]{wrap(end.channel()), new HostSendEnd(end, border)};
            }
            ReceiveEnd end = channels.receiveEnd(reference);
            return new Object[]{wrap(end.channel()), new HostReceiveEnd(end)};
        });
    }

    private HostChannel wrap(Channel channel) {
        return new HostChannel(channel, border);
    }

    /**
     * Receives from whichever end has a message first.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return index and message, in an array, or what says that there is none
     */
    @HostAccess.Export
    public Object select(Object[] ends, long nanos) {
        List<ReceiveEnd> all = Stream.of(ends).map(end -> ((HostReceiveEnd) end).end()).toList();
        return waiting(() -> {
            Optional<Channels.Received> received = nanos < 0
                    ? Optional.of(channels.select(all))
                    : channels.select(all, Duration.ofNanos(nanos));
            return received.<Object>map(it -> new Object[]{indexOf(all, it.end()), HostQueue.toPython(it.message())})
                    .orElse(Crossed.NOTHING);
        });
    }

    private static int indexOf(List<ReceiveEnd> ends, ReceiveEnd which) {
        return IntStream.range(0, ends.size()).filter(i -> ends.get(i) == which).findFirst().orElseThrow();
    }

    /** Does what does not wait. */
    static Object attempt(Supplier<Object> operation) {
        try {
            return operation.get();
        } catch (ItemInterpreterDestroyedException e) {
            return Crossed.DESTRUCTION;
        } catch (RuntimeException e) {
            return Crossed.failed(Failure.of(e));
        }
    }

    /** Does what waits. */
    static Object waiting(Callable<Object> operation) {
        return attempt(() -> Waits.await(operation));
    }
}
