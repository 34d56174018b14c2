package org.clutch.core.channel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.clutch.transport.Message;

/**
 * A message whose sender may wait for what becomes of it. {@link #state} is decided once: whoever does that wakes
 * the sender.
 */
final class PendingMessage extends Message {
    /** What became of it. */
    enum State {
        PENDING,
        /** A receiver has it, or a transport that is no rendezvous. */
        SENT,
        /** The channel was closed with the message in it. */
        DROPPED
    }

    private static final AtomicReferenceFieldUpdater<PendingMessage, State> STATE = AtomicReferenceFieldUpdater
            .newUpdater(PendingMessage.class, State.class, "state");

    /** Null while it is pending: a volatile field that is written in each constructor would cost a fence a message. */
    private volatile State state;
    /** Set by the sender before it looks at the state for the last time and parks. */
    private volatile Sender sender;

    /** The sender's wait. */
    private final class Sender extends Wait {
        Sender(DeadlockDetector detector, SwappableConduit line) {
            super(detector, List.of(line), false);
        }

        @Override
        boolean isWoken() {
            return state != null;
        }
    }

    PendingMessage(Object payload, long tag) {
        super(payload, tag);
    }

    State state() {
        State decided = state;
        return decided == null ? State.PENDING : decided;
    }

    /** Notes what became of it, unless that is known already. */
    void decide(State decision) {
        if (STATE.compareAndSet(this, null, decision)) {
            Sender waiting = sender;
            if (waiting != null) {
                waiting.wake();
            }
        }
    }

    /** Waits in the sender's thread until the state is decided, or the time is over. */
    void await(SwappableConduit line, Deadline deadline, WaitConfiguration waiting) throws InterruptedException {
        if (waiting.spin(() -> state, deadline) == null) {
            Sender waiter = new Sender(waiting.detector(), line);
            // Volatile: whoever decides later sees the sender, and whoever decided before is seen by its isWoken.
            sender = waiter;
            waiter.park(deadline);
        }
    }
}
