package org.clutch.core.channel;

import java.util.List;
import java.util.function.Function;
import org.clutch.channel.ChannelClosedException;
import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What Lincheck does to one line of core while it moves from one transport to another and back: the protocol of hot swap,
 * with the conduits of real transports under it.
 */
public abstract class LineOperations {
    private final SwappableConduit line;
    private final TransportUnderTest first;
    private final TransportUnderTest second;

    /**
     * @param retirement how a conduit is retired
     */
    LineOperations(TransportUnderTest first, TransportUnderTest second,
            Function<Conduit, List<Message>> retirement) {
        this.line = new SwappableConduit(0, "line", new WaitConfiguration(0, 0), retirement);
        this.first = first;
        this.second = second;
        move(first);
    }

    @Operation
    public final String send(@Param(gen = IntGen.class, conf = "1:99") int number) {
        return switch (line.trySend(TransportUnderTest.message(number))) {
            case DONE, PENDING -> "sent";
            case CLOSED -> "closed";
            case FULL, SUSPENDED -> "no room";
        };
    }

    @Operation
    public final String receive() {
        Message message = line.tryReceive();
        if (message == SwappableConduit.END) {
            return "end";
        }
        return message == null ? "none" : Long.toString(TransportUnderTest.number(message));
    }

    @Operation(runOnce = true)
    public final String moveThere() {
        return move(second);
    }

    @Operation(runOnce = true)
    public final String moveBack() {
        return move(first);
    }

    @Operation(runOnce = true)
    public final boolean close() {
        return line.closeForSenders();
    }

    private String move(TransportUnderTest to) {
        try {
            line.moveTo(to.transport(), 0);
            return "moved";
        } catch (ChannelClosedException e) {
            return "closed";
        }
    }
}
