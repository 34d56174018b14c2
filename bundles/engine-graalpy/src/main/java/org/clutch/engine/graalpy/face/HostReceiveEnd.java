package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.ReceiveEnd;
import org.clutch.share.Bytes;
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

    /** Receives a message if there is one, or comes in a moment. For those who would wait then. */
    @HostAccess.Export
    public Object pollPatiently() {
        return HostChannels.attempt(() -> {
            Object message = end.poll();
            return HostQueue.toPython(message == ReceiveEnd.EMPTY ? pollForAMoment() : message);
        });
    }

    private Object pollForAMoment() {
        try {
            return end.receive(HostQueue.MOMENT);
        } catch (InterruptedException e) {
            // It is for the wait that follows.
            Thread.currentThread().interrupt();
            return ReceiveEnd.EMPTY;
        }
    }

    /**
     * Receives what there is, and waits only for the first message. It stops after one that Python may fail to rebuild: then
     * none after that one is on the way.
     *
     * @param most how many at most
     * @return an array of messages or packed {@link Numbers}, or what says that there is none
     */
    @HostAccess.Export
    public Object receiveMany(int most) {
        return HostChannels.waiting(() -> {
            List<Object> received = new ArrayList<>();
            Object message = end.receive();
            while (message != ReceiveEnd.EMPTY) {
                received.add(HostQueue.toPython(message));
                message = received.size() < most && isPlain(message) ? next(received) : ReceiveEnd.EMPTY;
            }
            Crossed numbers = Numbers.toPython(received);
            return numbers == null ? received.toArray() : numbers;
        });
    }

    private static boolean isPlain(Object message) {
        return switch (message) {
            case Number _,String _,Boolean _,Bytes _ -> true;
            case null -> true;
            default -> false;
        };
    }

    /** Gives the next message; what stands for one that failed is added by itself. */
    private Object next(List<Object> received) {
        try {
            return end.poll();
        } catch (ItemInterpreterDestroyedException e) {
            received.add(Crossed.DESTRUCTION);
        } catch (ChannelClosedException e) {
            // The next receive says so.
        }
        return ReceiveEnd.EMPTY;
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
