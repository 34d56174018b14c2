package org.clutch.core.channel;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A line as a single thread sees it: a FIFO that knows nothing of moves. Whatever threads do to a line at the same time, moves
 * among it, must have the results of some order of it here. So no message is lost, none comes twice, their order stays, and
 * nobody sees a move.
 */
public final class SequentialLine {
    private final Queue<Integer> messages = new ArrayDeque<>();
    private boolean closed;

    /** Refuses when closed. */
    public String send(int number) {
        if (closed) {
            return "closed";
        }
        messages.add(number);
        return "sent";
    }

    /** Gives the oldest, and the end once all are out of one that is closed. */
    public String receive() {
        if (messages.isEmpty()) {
            return closed ? "end" : "none";
        }
        return Integer.toString(messages.remove());
    }

    /** Changes nothing. */
    public String moveThere() {
        return closed ? "closed" : "moved";
    }

    /** Changes nothing. */
    public String moveBack() {
        return moveThere();
    }

    /** Refuses messages from now on. */
    public boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }
}
