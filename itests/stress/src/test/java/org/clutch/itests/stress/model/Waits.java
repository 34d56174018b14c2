package org.clutch.itests.stress.model;

import org.clutch.itests.stress.model.Actor.Answer;

/** The steps of those who wait and of those who wake them. */
final class Waits {
    /** More than there are. */
    private static final int ALL = 9;

    private final Scenario scenario;
    private final Flaw flaw;

    Waits(Scenario scenario, Flaw flaw) {
        this.scenario = scenario;
        this.flaw = flaw;
    }

    private int roomOf(int index) {
        return scenario.parts().get(index) instanceof Scenario.Sender ? Line.SENDERS : Line.RECEIVERS;
    }

    private static char digit(int index) {
        return (char) ('0' + index);
    }

    /** Takes a step of this kind; false if the next one is of another. */
    boolean step(Line line, int index, Actor actor) {
        int room = roomOf(index);
        switch (actor.at) {
            case ANNOUNCE -> {
                if (!Line.has(line.rooms[room], digit(index))) {
                    line.rooms[room] += digit(index);
                }
                actor.at = flaw == Flaw.ATTEMPTS_BEFORE_ANNOUNCING ? At.PARK : At.LOOK;
            }
            case PARK -> actor.at = Line.has(line.rooms[room], digit(index))
                    ? At.PARKED
                    : flaw == Flaw.ATTEMPTS_BEFORE_ANNOUNCING ? At.LOOK : At.ANNOUNCE;
            case PARKED -> {
                actor.permit = false;
                actor.at = At.PARK;
            }
            case LEAVE -> leave(line, index, actor);
            case WAKE -> {
                int announced = line.rooms[actor.room].length();
                actor.left = Math.min(actor.left, announced);
                actor.at = actor.left == 0 ? actor.afterWaking : At.WAKE_NEXT;
            }
            case WAKE_NEXT -> wakeNext(line, actor);
            case UNPARK -> {
                line.actors.get(actor.woken - '0').permit = true;
                actor.woken = '-';
                woken(actor);
            }
            case DECIDE -> decide(line, actor);
            case WAKE_SENDER -> {
                char message = actor.deciding.charAt(0);
                if (Line.has(line.known, message)) {
                    line.actors.get(scenario.sender(message)).permit = true;
                }
                decided(actor);
            }
            default -> {
                return false;
            }
        }
        if (actor.at == At.WAKE_SENDERS) {
            wake(actor, Line.SENDERS, ALL, flaw == Flaw.WAKES_BEFORE_PUBLISHING ? At.PUBLISH : At.UNLOCK);
        }
        return true;
    }

    private void leave(Line line, int index, Actor actor) {
        int room = roomOf(index);
        boolean wokenMeanwhile = !Line.has(line.rooms[room], digit(index));
        line.rooms[room] = Line.without(line.rooms[room], digit(index));
        actor.waits = false;
        if (wokenMeanwhile && flaw != Flaw.LEAVES_WITH_WAKE_UP) {
            wake(actor, room, 1, At.SETTLE);
        } else {
            actor.at = At.SETTLE;
        }
    }

    /** Begins to wake. */
    static void wake(Actor actor, int room, int most, At then) {
        actor.room = room;
        actor.left = most;
        actor.afterWaking = then;
        actor.at = At.WAKE;
    }

    /** Says that {@link At#WAKE} is to wake all, the receivers first. */
    static void prepareWakeAll(Actor actor) {
        wake(actor, Line.RECEIVERS, ALL, At.WAKE_SENDERS);
    }

    private static void wakeNext(Line line, Actor actor) {
        String room = line.rooms[actor.room];
        if (room.isEmpty()) {
            woken(actor);
            return;
        }
        actor.woken = room.charAt(0);
        line.rooms[actor.room] = room.substring(1);
        actor.at = At.UNPARK;
    }

    private static void woken(Actor actor) {
        actor.left--;
        actor.at = actor.left == 0 ? actor.afterWaking : At.WAKE_NEXT;
    }

    /** Begins to say what became of messages; those that nobody waits for are left out. */
    void decide(Actor actor, String messages, char decision, At then) {
        StringBuilder pending = new StringBuilder();
        messages.chars().filter(each -> scenario.isPending((char) each)).forEach(each -> pending.append((char) each));
        actor.deciding = pending.toString();
        actor.decision = decision;
        actor.at = actor.deciding.isEmpty() ? then : At.DECIDE;
        actor.afterDeciding = then;
    }

    private static void decide(Line line, Actor actor) {
        char message = actor.deciding.charAt(0);
        if (line.isDecided(message)) {
            decided(actor);
            return;
        }
        if (actor.decision == 's') {
            line.sent = Line.with(line.sent, message);
        } else {
            line.dropped = Line.with(line.dropped, message);
        }
        actor.at = At.WAKE_SENDER;
    }

    private static void decided(Actor actor) {
        actor.deciding = actor.deciding.substring(1);
        actor.at = actor.deciding.isEmpty() ? actor.afterDeciding : At.DECIDE;
    }

    /** Takes the step of a thread whose time is over while it is parked. */
    void timeIsOver(Actor actor) {
        if (actor.at == At.PARKED) {
            actor.answer = Answer.REFUSED;
            actor.at = At.LEAVE;
        } else {
            actor.at = At.FORGET;
        }
    }
}
