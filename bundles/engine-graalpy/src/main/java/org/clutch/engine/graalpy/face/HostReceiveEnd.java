package org.clutch.engine.graalpy.face;

import java.time.Duration;
import org.clutch.channel.ReceiveEnd;
import org.graalvm.polyglot.HostAccess;

/** A receive end, for Python. Whoever has it holds the end. */
public final class HostReceiveEnd {
    private final ReceiveEnd end;

    HostReceiveEnd(ReceiveEnd end) {
        this.end = end;
    }

    ReceiveEnd end() {
        return end;
    }

    /** Receives a message if there is one. */
    @HostAccess.Export
    public Object poll() {
        return HostChannels.attempt(() -> HostQueue.toPython(end.poll()));
    }

    /**
     * Receives a message.
     *
     * @param nanos how long to wait at most; negative for as long as it takes
     * @return the message, or what says that there is none
     */
    @HostAccess.Export
    public Object receive(long nanos) {
        Object received = HostChannels
                .waiting(() -> new Received(nanos < 0 ? end.receive() : end.receive(Duration.ofNanos(nanos))));
        return received instanceof Received(Object message) ? HostQueue.toPython(message) : received;
    }

    private record Received(Object message) {}

    /** Says whether nothing can be received any more. */
    @HostAccess.Export
    public boolean isClosed() {
        return end.isClosed();
    }

    /** Makes what travels for this end. */
    @HostAccess.Export
    public Object reference() {
        return HostChannels.attempt(() -> Crossed.toPython(end.reference()));
    }

    /** Closes the channel, which must be empty. */
    @HostAccess.Export
    public Object close() {
        return HostChannels.attempt(() -> {
            end.close();
            return Crossed.SUCCESS;
        });
    }
}
