package org.clutch.itests.stress.model;

import java.util.ArrayList;
import java.util.List;
import org.clutch.itests.stress.model.Line.Where;
import org.clutch.itests.stress.model.Scenario.Mover;
import org.clutch.itests.stress.model.Scenario.Patience;
import org.clutch.itests.stress.model.Scenario.Sender;

/**
 * The protocol by which the messages of a line, and those who wait for them, go over from one transport to the next, with a
 * rendezvous as one of the transports. A step is one access to what threads share, so every order of accesses is an order of
 * steps; memory is taken to be sequentially consistent, which the volatile fields, fences and locks of the real code are for.
 *
 * <p>Conduits are atomic here, and so is the list of a waiting room, which the real code guards by a lock. No thread keeps a
 * deadline of a retirement: that a retirement fails is one of the {@linkplain Scenario.Move moves}.
 */
final class HotSwap {
    private final Scenario scenario;
    private final Promises promises;
    private final Calls calls;
    private final Waits waits;
    private final Moves moves;

    /** A step, for the trace. */
    record Step(int actor, At at, Line after) {}

    HotSwap(Scenario scenario, Flaw flaw) {
        this.scenario = scenario;
        this.promises = new Promises(scenario);
        this.waits = new Waits(scenario, flaw);
        this.calls = new Calls(scenario, flaw, waits);
        this.moves = new Moves(scenario, flaw, waits);
    }

    Scenario scenario() {
        return scenario;
    }

    Promises promises() {
        return promises;
    }

    Line start() {
        Line line = new Line();
        StringBuilder inside = new StringBuilder();
        for (int i = 0; i < scenario.preloaded(); i++) {
            inside.append((char) ('a' + i));
        }
        line.conduits.add(new Line.Conduit(scenario.rendezvous(), inside.toString(), false));
        line.accepted = inside.toString();
        for (Scenario.Part part : scenario.parts()) {
            line.actors.add(new Actor(part instanceof Mover ? At.LOCK : At.LOOK));
        }
        excuse(line);
        return line;
    }

    /** Gives all that can happen next. */
    List<Step> steps(Line line) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < line.actors.size(); i++) {
            Actor actor = line.actors.get(i);
            if (canGoOn(line, actor)) {
                steps.add(step(line, i, false));
            }
            if (scenario.parts().get(i).patience() == Patience.SOME
                    && (actor.at == At.PARKED || actor.at == At.ASLEEP)) {
                steps.add(step(line, i, true));
            }
        }
        return steps;
    }

    private static boolean canGoOn(Line line, Actor actor) {
        return switch (actor.at) {
            case LOCK, AWAIT_MOVE, TAKE_BACK_AWAIT_MOVE, TAKE_KEPT -> line.mover == Line.NOBODY;
            case DRAIN, TAKE_DRAINED -> !line.guarded;
            case PARKED, ASLEEP -> actor.permit;
            case DONE -> false;
            default -> true;
        };
    }

    private Step step(Line before, int index, boolean timeIsOver) {
        Line line = before.copy();
        Actor actor = line.actors.get(index);
        At at = actor.at;
        if (timeIsOver) {
            waits.timeIsOver(actor);
        } else if (!waits.step(line, index, actor) && !moves.step(line, index, actor)) {
            calls.step(line, index, actor);
        }
        while (actor.at == At.SETTLE) {
            calls.settle(line, index, actor);
        }
        excuse(line);
        return new Step(index, at, line);
    }

    /** Notes for callers that do not wait that there is no message, no room or no transport just now. */
    private void excuse(Line line) {
        for (int i = 0; i < line.actors.size(); i++) {
            Scenario.Part part = scenario.parts().get(i);
            if (part.patience() == Patience.NONE && !(part instanceof Mover) && line.actors.get(i).at != At.DONE) {
                boolean nothing = part instanceof Sender
                        ? scenario.capacity() > 0 && line.size() >= scenario.capacity()
                        : line.size() == 0;
                line.actors.get(i).excused |= nothing || line.where == Where.SUSPENDED;
            }
        }
    }
}
