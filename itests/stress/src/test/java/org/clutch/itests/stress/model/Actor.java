package org.clutch.itests.stress.model;

/** What one thread knows: where it is in its program, and its local variables. */
final class Actor implements Cloneable {
    At at;
    /** Which of its messages, or of its moves. */
    int turn;
    /** The conduit of the place that it looked at. */
    int conduit;
    /** Whether it is in the loop of announcements, attempts and parking. */
    boolean waits;
    /** Whether its next park returns at once. */
    boolean permit;
    /** History: whether there was no message, or no room, at some moment of this call. */
    boolean excused;
    Answer answer = Answer.NONE;

    /** Whom it wakes: in which room, how many more, whom just now, and what it does then. */
    int room;
    int left;
    char woken = '-';
    At afterWaking = At.SETTLE;

    /** Of which messages it says what became of them, what that is, and what it does then. */
    String deciding = "";
    char decision = '-';
    At afterDeciding = At.SETTLE;

    /** What a call gives. */
    enum Answer {
        NONE, PENDING, SENT, TAKEN_BACK, DROPPED, RECEIVED, REFUSED, CLOSED
    }

    Actor(At at) {
        this.at = at;
    }

    Actor copy() {
        try {
            return (Actor) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    void describe(StringBuilder to) {
        to.append((char) ('0' + at.ordinal())).append((char) ('0' + turn)).append((char) ('0' + conduit))
                .append((char) ('0' + (waits ? 4 : 0) + (permit ? 2 : 0) + (excused ? 1 : 0)))
                .append((char) ('0' + answer.ordinal())).append((char) ('0' + room)).append((char) ('0' + left))
                .append(woken).append((char) ('0' + afterWaking.ordinal())).append(deciding).append(decision)
                .append((char) ('0' + afterDeciding.ordinal())).append(';');
    }
}
