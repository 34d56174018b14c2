package org.clutch.itests.stress.model;

/** What the protocol promises, in words. The formulas are in {@link Promises}. */
enum Property {
    /** An invariant of each state. A spell without transport is one of the places. */
    EXACTLY_ONCE("each accepted message is in exactly one place: in the line, whoever carries it and however long no"
            + " transport does, with one receiver, back with its sender, or dropped by who closed by force"),
    /** An invariant of each state. */
    ORDER("what one sender sent comes out in the order in which it was sent, over all moves"),
    /** Of each step that gives a caller an answer. */
    UNSEEN_MOVE(
            "a caller that does not want to wait finds no message, or no room, only if there was none, or no transport,"
                    + " at some moment of its call: it never sees a move"),
    /** Of each step that gives a sender an answer. */
    TRUE_ANSWER(
            "a sender that is told that its message is sent: a receiver has it, or a transport that is no rendezvous;"
                    + " one that is told that it was dropped: no receiver has it, unless a transport failed"),
    /** Of each step that accepts a message, and of each last state. */
    CLOSE_SEEN(
            "once a close has returned no message is accepted, and when nobody can take a step nobody waits any more"),
    /** Of each last state. */
    NOBODY_FORGOTTEN(
            "when nobody can take a step, whoever still waits does so for a message, for room or for a receiver"
                    + " that is not there, or for a transport"),
    /** Of all states together: with it, every run in which each thread goes on at some time comes to a last state. */
    END("from each state some steps lead to one in which nobody can take a step");

    private final String words;

    Property(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return name() + ": " + words;
    }
}
