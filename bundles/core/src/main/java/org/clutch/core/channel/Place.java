package org.clutch.core.channel;

import java.util.ArrayDeque;
import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;

/** Where the messages of a line are. */
sealed interface Place {
    Place MOVING = new Moving();
    Place CLOSED = new Closed();

    /** In a conduit. */
    record Open(Conduit conduit, boolean rendezvous) implements Place {}

    /** Without a transport. The list is never changed, but replaced. */
    record Suspended(List<Message> kept) implements Place {}

    /** On the way from one place to the next. */
    record Moving() implements Place {}

    /** Closed for senders. The queue is guarded by itself. */
    record Draining(ArrayDeque<Message> left) implements Place {}

    /** Nowhere, for there are none any more. */
    record Closed() implements Place {}
}
