package org.clutch.itests.stress.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One state of the model: a line, all conduits that it had, and all threads. Sequences are strings: a letter is a message, a
 * digit a thread. Copied before each step.
 */
final class Line {
    static final int RECEIVERS = 0;
    static final int SENDERS = 1;
    static final int NOBODY = -1;

    /** The kind of place that the messages are in. */
    enum Where {
        OPEN, MOVING, SUSPENDED, DRAINING, CLOSED
    }

    /** What is true of a conduit. */
    record Conduit(boolean rendezvous, String inside, boolean retired) {}

    /** The place: with {@link #conduit} if it is open. */
    Where where = Where.OPEN;
    int conduit;
    final List<Conduit> conduits = new ArrayList<>();
    /** What a mover carries, and what a place without a conduit keeps. */
    String kept = "";
    /** Whether who closes by force has the monitor of what is being drained. */
    boolean guarded;
    /** Who has the lock of moves. */
    int mover = NOBODY;
    /** Who is on the list of each room. */
    final String[] rooms = {"", ""};
    String awaited = "";
    boolean lost;
    /** Messages whose senders are to be woken. */
    String known = "";
    String sent = "";
    String dropped = "";

    // History, which no step looks at
    String accepted = "";
    String received = "";
    String takenBack = "";
    String thrownAway = "";
    /** Whether a close has returned. */
    boolean closed;
    Property broken;

    final List<Actor> actors = new ArrayList<>();

    Line copy() {
        Line copy = new Line();
        copy.where = where;
        copy.conduit = conduit;
        copy.conduits.addAll(conduits);
        copy.kept = kept;
        copy.guarded = guarded;
        copy.mover = mover;
        copy.rooms[RECEIVERS] = rooms[RECEIVERS];
        copy.rooms[SENDERS] = rooms[SENDERS];
        copy.awaited = awaited;
        copy.lost = lost;
        copy.known = known;
        copy.sent = sent;
        copy.dropped = dropped;
        copy.accepted = accepted;
        copy.received = received;
        copy.takenBack = takenBack;
        copy.thrownAway = thrownAway;
        copy.closed = closed;
        copy.broken = broken;
        actors.forEach(actor -> copy.actors.add(actor.copy()));
        return copy;
    }

    /** Gives the same for the same states only. */
    String key() {
        StringBuilder key = new StringBuilder(128);
        key.append(where.ordinal()).append(conduit).append(mover).append(lost ? '!' : '.').append(closed ? '!' : '.')
                .append(guarded ? '!' : '.');
        for (Conduit each : conduits) {
            key.append(each.rendezvous ? 'r' : 'b').append(each.retired ? 'x' : 'o').append(each.inside);
        }
        for (String each : List.of(kept, rooms[RECEIVERS], rooms[SENDERS], awaited, known, sent, dropped, accepted,
                received, takenBack, thrownAway)) {
            key.append('|').append(each);
        }
        key.append('|');
        actors.forEach(actor -> actor.describe(key));
        return key.toString();
    }

    Conduit now() {
        return conduits.get(conduit);
    }

    void change(int index, String inside, boolean retired) {
        conduits.set(index, new Conduit(conduits.get(index).rendezvous(), inside, retired));
    }

    /** Counts the messages in it, wherever they are at the moment. */
    int size() {
        return kept.length() + conduits.stream().mapToInt(each -> each.inside().length()).sum();
    }

    boolean isDecided(char message) {
        return has(sent, message) || has(dropped, message);
    }

    static boolean has(String sequence, char one) {
        return sequence.indexOf(one) >= 0;
    }

    static String without(String sequence, char one) {
        int at = sequence.indexOf(one);
        return at < 0 ? sequence : sequence.substring(0, at) + sequence.substring(at + 1);
    }

    /** Puts one into a set, which is in order so that equal sets are equal strings. */
    static String with(String set, char one) {
        int at = 0;
        while (at < set.length() && set.charAt(at) < one) {
            at++;
        }
        return has(set, one) ? set : set.substring(0, at) + one + set.substring(at);
    }
}
