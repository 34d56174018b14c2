package org.clutch.itests.stress.model;

import org.clutch.itests.stress.model.Line.Conduit;
import org.clutch.itests.stress.model.Line.Where;
import org.clutch.itests.stress.model.Scenario.Move;
import org.clutch.itests.stress.model.Scenario.Mover;

/** The steps of those who move or close. */
final class Moves {
    private final Scenario scenario;
    private final Flaw flaw;
    private final Waits waits;

    Moves(Scenario scenario, Flaw flaw, Waits waits) {
        this.scenario = scenario;
        this.flaw = flaw;
        this.waits = waits;
    }

    /** Takes a step of this kind; false if the next one is of another. */
    boolean step(Line line, int index, Actor actor) {
        if (!(scenario.parts().get(index) instanceof Mover mover)) {
            return false;
        }
        Move move = mover.plan().get(actor.turn);
        switch (actor.at) {
            case LOCK -> {
                line.mover = index;
                actor.at = flaw == Flaw.RETIRES_BEFORE_MARKING && line.where == Where.OPEN ? At.RETIRE : At.MARK;
            }
            case MARK -> mark(line, move, actor);
            case RETIRE -> retire(line, move, actor);
            case REFUSE -> {
                line.change(line.conduit, line.now().inside(), true);
                reopen(line, move, actor);
            }
            case LOSE -> {
                line.lost = true;
                actor.at = At.LOSE_PLACE;
            }
            case LOSE_PLACE -> {
                line.where = Where.CLOSED;
                actor.at = At.LOSE_AWAITED;
            }
            case LOSE_AWAITED -> {
                Waits.prepareWakeAll(actor);
                waits.decide(actor, line.awaited, 'd', At.WAKE);
            }
            case PUBLISH -> publish(line, move, actor);
            case UNLOCK -> unlock(line, mover, actor);
            default -> throw new IllegalStateException("no step of a mover: " + actor.at);
        }
        return true;
    }

    private void mark(Line line, Move move, Actor actor) {
        switch (line.where) {
            case OPEN -> {
                line.where = Where.MOVING;
                if (line.now().retired()) {
                    reopen(line, move, actor);
                } else {
                    actor.at = At.RETIRE;
                }
            }
            case SUSPENDED -> {
                if (move == Move.TO_NOTHING || move == Move.LOSS) {
                    actor.at = At.UNLOCK;
                } else {
                    reopen(line, move, actor);
                }
            }
            case DRAINING -> {
                if (move == Move.CLOSE_NOW) {
                    line.guarded = true;
                    reopen(line, move, actor);
                } else {
                    actor.at = At.UNLOCK;
                }
            }
            case CLOSED -> actor.at = At.UNLOCK;
            case MOVING -> throw new IllegalStateException("a move within a move");
        }
    }

    private void retire(Line line, Move move, Actor actor) {
        Conduit old = line.now();
        line.change(line.conduit, "", flaw != Flaw.EMPTIES_BEFORE_REFUSING);
        if (move == Move.LOSS) {
            throwAway(line, old.inside());
            actor.at = At.LOSE;
            return;
        }
        line.kept = old.inside();
        if (flaw == Flaw.EMPTIES_BEFORE_REFUSING) {
            actor.at = At.REFUSE;
        } else if (flaw == Flaw.RETIRES_BEFORE_MARKING) {
            actor.at = At.MARK;
        } else {
            reopen(line, move, actor);
        }
    }

    private static void throwAway(Line line, String messages) {
        for (char each : messages.toCharArray()) {
            line.thrownAway = Line.with(line.thrownAway, each);
        }
    }

    /** Makes the next place, which nobody sees yet: so that is no step, but what it says of messages is. */
    private void reopen(Line line, Move move, Actor actor) {
        At next = At.PUBLISH;
        if (flaw == Flaw.WAKES_BEFORE_PUBLISHING) {
            Waits.prepareWakeAll(actor);
            next = At.WAKE;
        }
        switch (move) {
            case TO_BUFFER -> waits.decide(actor, line.kept, 's', next);
            case CLOSE_NOW -> {
                String left = line.kept;
                line.kept = "";
                throwAway(line, left);
                waits.decide(actor, left, 'd', next);
            }
            case TO_RENDEZVOUS, TO_NOTHING, TO_FAILURE, CLOSE, LOSS -> actor.at = next;
        }
    }

    private void publish(Line line, Move move, Actor actor) {
        switch (move) {
            case TO_BUFFER, TO_RENDEZVOUS -> {
                line.conduits.add(new Conduit(move == Move.TO_RENDEZVOUS, line.kept, false));
                line.conduit = line.conduits.size() - 1;
                line.kept = "";
                line.where = Where.OPEN;
            }
            case TO_NOTHING, TO_FAILURE, LOSS -> line.where = Where.SUSPENDED;
            case CLOSE -> line.where = Where.DRAINING;
            case CLOSE_NOW -> {
                line.guarded = false;
                line.where = Where.CLOSED;
            }
        }
        if (flaw == Flaw.MOVES_WITHOUT_WAKING || flaw == Flaw.WAKES_BEFORE_PUBLISHING) {
            actor.at = At.UNLOCK;
        } else {
            Waits.prepareWakeAll(actor);
        }
    }

    private static void unlock(Line line, Mover mover, Actor actor) {
        line.mover = Line.NOBODY;
        Move done = mover.plan().get(actor.turn);
        line.closed |= done == Move.CLOSE || done == Move.CLOSE_NOW;
        actor.turn++;
        actor.at = actor.turn == mover.plan().size() ? At.DONE : At.LOCK;
    }
}
