package org.clutch.itests.stress.model;

import java.util.List;

/**
 * Who takes part in a line, and what each one does. Messages are letters: first those that are in the line from the start,
 * then those of the first sender, and so on.
 *
 * @param rendezvous whether the first transport is one
 * @param capacity the bound of transports that are no rendezvous, 0 for none
 * @param preloaded how many messages are in it from the start
 */
record Scenario(String name, boolean rendezvous, int capacity, int preloaded, List<Part> parts) {

    /** How long a caller waits. */
    enum Patience {
        /** Not at all. */
        NONE,
        /** Until its time is over, which can be at any moment while it is parked. */
        SOME, ENDLESS
    }

    /** What moves a line, or ends it. */
    enum Move {
        TO_BUFFER, TO_RENDEZVOUS,
        /** No transport is there any more. */
        TO_NOTHING,
        /** The next transport fails to open a conduit. */
        TO_FAILURE,
        /** The transport fails to give its messages back. */
        LOSS,
        /** For senders. */
        CLOSE,
        /** By force, for all. */
        CLOSE_NOW
    }

    /** What one thread does. */
    sealed interface Part {
        default int messages() {
            return 0;
        }

        default Patience patience() {
            return Patience.ENDLESS;
        }
    }

    record Sender(int messages, Patience patience) implements Part {}

    record Receiver(int messages, Patience patience) implements Part {}

    record Mover(List<Move> plan) implements Part {}

    static Scenario of(String name, boolean rendezvous, int capacity, int preloaded, Part... parts) {
        return new Scenario(name, rendezvous, capacity, preloaded, List.of(parts));
    }

    static Mover mover(Move... plan) {
        return new Mover(List.of(plan));
    }

    private boolean sends(int part) {
        return parts.get(part) instanceof Sender;
    }

    /** Gives a sender's message. */
    char message(int part, int turn) {
        int before = preloaded;
        for (int i = 0; i < part; i++) {
            before += sends(i) ? parts.get(i).messages() : 0;
        }
        return (char) ('a' + before + turn);
    }

    /** Gives who sent a message, -1 if it was in from the start. */
    int sender(char message) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (sends(i) && message >= message(i, 0)) {
                return i;
            }
        }
        return -1;
    }

    int messages() {
        return preloaded + parts.stream().mapToInt(each -> each instanceof Sender ? each.messages() : 0).sum();
    }

    /** Says whether somebody may wait for what becomes of a message. */
    boolean isPending(char message) {
        int sender = sender(message);
        return sender >= 0 && parts.get(sender).patience() != Patience.NONE;
    }

    /** Names a thread, for the way to what was found. */
    String nameOf(int part) {
        String kind = switch (parts.get(part)) {
            case Sender _ -> "sender";
            case Receiver _ -> "receiver";
            case Mover _ -> "mover";
        };
        return kind + " " + part;
    }

    @Override
    public String toString() {
        return name;
    }
}
