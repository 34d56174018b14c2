package org.clutch.itests.stress.model;

import org.clutch.itests.stress.model.Actor.Answer;
import org.clutch.itests.stress.model.Line.Conduit;
import org.clutch.itests.stress.model.Line.Where;
import org.clutch.itests.stress.model.Scenario.Patience;
import org.clutch.itests.stress.model.Scenario.Sender;

/** The steps of senders and receivers. */
final class Calls {
    private final Scenario scenario;
    private final Flaw flaw;
    private final Waits waits;

    Calls(Scenario scenario, Flaw flaw, Waits waits) {
        this.scenario = scenario;
        this.flaw = flaw;
        this.waits = waits;
    }

    private boolean sends(int index) {
        return scenario.parts().get(index) instanceof Sender;
    }

    void step(Line line, int index, Actor actor) {
        switch (actor.at) {
            case LOOK -> look(line, index, actor);
            case TRANSFER -> {
                if (sends(index)) {
                    offer(line, scenario.message(index, actor.turn), actor);
                } else {
                    poll(line, actor);
                }
            }
            case LOOK_AGAIN -> {
                if (isStillAt(line, actor)) {
                    inVain(line, index, actor);
                } else {
                    actor.at = At.LOOK;
                }
            }
            case AWAIT_MOVE -> actor.at = At.LOOK;
            case DRAIN -> drain(line, actor);
            default -> awaitReceiver(line, scenario.message(index, actor.turn), actor);
        }
    }

    private static boolean isStillAt(Line line, Actor actor) {
        return line.where == Where.OPEN && line.conduit == actor.conduit;
    }

    private void look(Line line, int index, Actor actor) {
        switch (line.where) {
            case OPEN -> {
                actor.conduit = line.conduit;
                actor.at = At.TRANSFER;
            }
            case MOVING -> actor.at = At.AWAIT_MOVE;
            case SUSPENDED -> inVain(line, index, actor);
            case DRAINING -> {
                if (sends(index)) {
                    end(actor, Answer.CLOSED);
                } else {
                    actor.at = At.DRAIN;
                }
            }
            case CLOSED -> end(actor, Answer.CLOSED);
        }
    }

    private void inVain(Line line, int index, Actor actor) {
        if (actor.waits) {
            actor.at = flaw == Flaw.ATTEMPTS_BEFORE_ANNOUNCING ? At.ANNOUNCE : At.PARK;
        } else if (scenario.parts().get(index).patience() == Patience.NONE) {
            if (!actor.excused) {
                line.broken = Property.UNSEEN_MOVE;
            }
            end(actor, Answer.REFUSED);
        } else {
            actor.waits = true;
            actor.at = At.ANNOUNCE;
        }
    }

    /** Ends an attempt that gave something. */
    private static void end(Actor actor, Answer answer) {
        actor.answer = answer;
        actor.at = afterwards(actor);
    }

    private static At afterwards(Actor actor) {
        return actor.waits ? At.LEAVE : At.SETTLE;
    }

    private void offer(Line line, char message, Actor actor) {
        Conduit conduit = line.conduits.get(actor.conduit);
        boolean full = !conduit.rendezvous() && scenario.capacity() > 0
                && conduit.inside().length() >= scenario.capacity();
        if (conduit.retired() || full) {
            actor.at = At.LOOK_AGAIN;
            return;
        }
        line.change(actor.conduit, conduit.inside() + message, false);
        line.accepted = Line.with(line.accepted, message);
        if (line.closed) {
            line.broken = Property.CLOSE_SEEN;
        }
        actor.answer = conduit.rendezvous() && scenario.isPending(message) ? Answer.PENDING : Answer.SENT;
        Waits.wake(actor, Line.RECEIVERS, 1, afterwards(actor));
    }

    private void poll(Line line, Actor actor) {
        Conduit conduit = line.conduits.get(actor.conduit);
        if (conduit.inside().isEmpty()) {
            actor.at = At.LOOK_AGAIN;
            return;
        }
        char message = conduit.inside().charAt(0);
        line.change(actor.conduit, conduit.inside().substring(1), conduit.retired());
        receive(line, message, conduit.rendezvous(), actor);
        Waits.wake(actor, Line.SENDERS, 1, actor.at);
    }

    private void drain(Line line, Actor actor) {
        if (line.kept.isEmpty()) {
            end(actor, Answer.CLOSED);
            return;
        }
        char message = line.kept.charAt(0);
        line.kept = line.kept.substring(1);
        receive(line, message, true, actor);
    }

    private void receive(Line line, char message, boolean decides, Actor actor) {
        line.received += message;
        actor.answer = Answer.RECEIVED;
        waits.decide(actor, decides ? String.valueOf(message) : "", 's', afterwards(actor));
    }

    /** Begins the next call, or what a call goes on with. This is no step, for it reads nothing that others write. */
    void settle(Line line, int index, Actor actor) {
        if (actor.answer == Answer.PENDING) {
            actor.at = At.ENLIST;
            return;
        }
        boolean ended = actor.answer == Answer.CLOSED && !sends(index);
        actor.answer = Answer.NONE;
        actor.excused = false;
        actor.turn++;
        actor.at = ended || actor.turn == scenario.parts().get(index).messages() ? At.DONE : At.LOOK;
    }

    private void awaitReceiver(Line line, char message, Actor actor) {
        boolean looksFirst = flaw == Flaw.LOOKS_BEFORE_IT_IS_KNOWN;
        switch (actor.at) {
            case ENLIST -> {
                line.awaited = Line.with(line.awaited, message);
                actor.at = At.LOOK_FOR_LOSS;
            }
            case LOOK_FOR_LOSS -> {
                At next = looksFirst ? At.SLEEP : At.BE_KNOWN;
                if (line.lost) {
                    waits.decide(actor, String.valueOf(message), 'd', next);
                } else {
                    actor.at = next;
                }
            }
            case BE_KNOWN -> {
                line.known = Line.with(line.known, message);
                actor.at = looksFirst ? At.ASLEEP : At.SLEEP;
            }
            case SLEEP -> actor.at = line.isDecided(message)
                    ? At.FORGET
                    : looksFirst && !Line.has(line.known, message) ? At.BE_KNOWN : At.ASLEEP;
            case ASLEEP -> {
                actor.permit = false;
                actor.at = At.SLEEP;
            }
            case FORGET -> {
                line.awaited = Line.without(line.awaited, message);
                actor.at = At.TAKE_BACK;
            }
            case ANSWER -> answer(line, message, actor);
            default -> takeBack(line, message, actor);
        }
    }

    private void takeBack(Line line, char message, Actor actor) {
        switch (actor.at) {
            case TAKE_BACK -> actor.at = line.isDecided(message) ? At.ANSWER : At.TAKE_BACK_LOOK;
            case TAKE_BACK_LOOK -> {
                actor.conduit = line.conduit;
                actor.at = switch (line.where) {
                    case OPEN -> At.TAKE_OUT;
                    case MOVING -> At.TAKE_BACK_AWAIT_MOVE;
                    case SUSPENDED -> At.TAKE_KEPT;
                    case DRAINING -> At.TAKE_DRAINED;
                    case CLOSED -> flaw == Flaw.FORGETS_LOSS ? At.ANSWER : At.DROP_IF_LOST;
                };
            }
            case TAKE_OUT -> {
                Conduit conduit = line.conduits.get(actor.conduit);
                if (Line.has(conduit.inside(), message)) {
                    line.change(actor.conduit, Line.without(conduit.inside(), message), conduit.retired());
                    tookBack(line, message, actor);
                    Waits.wake(actor, Line.SENDERS, 1, At.SETTLE);
                } else {
                    actor.at = flaw == Flaw.TAKES_BACK_WITHOUT_LOOKING_AGAIN ? At.ANSWER : At.TAKE_OUT_AGAIN;
                }
            }
            case TAKE_OUT_AGAIN -> actor.at = isStillAt(line, actor) ? At.ANSWER : At.TAKE_BACK;
            case TAKE_BACK_AWAIT_MOVE -> actor.at = At.TAKE_BACK;
            case TAKE_KEPT, TAKE_DRAINED -> takeKept(line, message, actor);
            case DROP_IF_LOST -> {
                if (line.lost) {
                    waits.decide(actor, String.valueOf(message), 'd', At.ANSWER);
                } else {
                    actor.at = At.ANSWER;
                }
            }
            default -> throw new IllegalStateException("no step of a caller: " + actor.at);
        }
    }

    private static void takeKept(Line line, char message, Actor actor) {
        boolean drains = actor.at == At.TAKE_DRAINED;
        if ((drains || line.where == Where.SUSPENDED) && Line.has(line.kept, message)) {
            line.kept = Line.without(line.kept, message);
            tookBack(line, message, actor);
            actor.at = At.SETTLE;
        } else {
            actor.at = drains ? At.ANSWER : At.TAKE_BACK;
        }
    }

    private static void tookBack(Line line, char message, Actor actor) {
        line.takenBack = Line.with(line.takenBack, message);
        actor.answer = Answer.TAKEN_BACK;
    }

    private static void answer(Line line, char message, Actor actor) {
        boolean received = Line.has(line.received, message);
        if (Line.has(line.dropped, message)) {
            actor.answer = Answer.DROPPED;
            if (received && !line.lost) {
                line.broken = Property.TRUE_ANSWER;
            }
        } else {
            actor.answer = Answer.SENT;
            if (!received && !Line.has(line.sent, message)) {
                line.broken = Property.TRUE_ANSWER;
            }
        }
        actor.at = At.SETTLE;
    }
}
