package org.clutch.core.channel;

import java.util.Collection;
import java.util.List;
import org.clutch.channel.Channels.Received;
import org.clutch.channel.ReceiveEnd;

/** A wait for whichever of several ends has a message first. */
final class Selection {
    private final List<HeldReceiveEnd> ends;
    private final List<SwappableConduit> lines;

    Selection(Collection<? extends ReceiveEnd> ends) {
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("there is no end to select from");
        }
        this.ends = ends.stream().map(Selection::held).toList();
        this.lines = this.ends.stream().map(end -> end.shared().line()).toList();
    }

    private static HeldReceiveEnd held(ReceiveEnd end) {
        if (end instanceof HeldReceiveEnd held) {
            return held;
        }
        throw new IllegalArgumentException("not a receive end of this broker: " + end);
    }

    /** Gives what came, or null if the time was over. */
    Received within(Deadline deadline, WaitConfiguration waits) throws InterruptedException {
        ends.forEach(HeldReceiveEnd::used);
        Received early = attempt();
        return early != null ? early : WaitingRoom.await(lines, true, this::attempt, deadline, waits);
    }

    private Received attempt() {
        for (HeldReceiveEnd end : ends) {
            Object message = end.poll();
            if (message != ReceiveEnd.EMPTY) {
                return new Received(end, message);
            }
        }
        return null;
    }
}
