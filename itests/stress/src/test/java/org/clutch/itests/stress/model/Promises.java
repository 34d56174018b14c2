package org.clutch.itests.stress.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.clutch.itests.stress.model.Line.Conduit;
import org.clutch.itests.stress.model.Line.Where;

/** The {@linkplain Property properties} as formulas on states. */
record Promises(Scenario scenario) {

    /** Gives the invariant that a state breaks, or the promise that the step to it broke. */
    Optional<Property> brokenIn(Line line) {
        if (line.broken != null) {
            return Optional.of(line.broken);
        }
        if (!isEachInOnePlace(line)) {
            return Optional.of(Property.EXACTLY_ONCE);
        }
        return isInOrder(line.received) ? Optional.empty() : Optional.of(Property.ORDER);
    }

    private boolean isEachInOnePlace(Line line) {
        // What is left in a conduit that has retired is out of reach.
        List<String> places = Stream.concat(line.conduits.stream().filter(each -> !each.retired()).map(Conduit::inside),
                Stream.of(line.kept, line.received, line.takenBack, line.thrownAway)).toList();
        for (int i = 0; i < scenario.messages(); i++) {
            char message = (char) ('a' + i);
            long count = places.stream().flatMapToInt(String::chars).filter(each -> each == message).count();
            if (count != (Line.has(line.accepted, message) ? 1 : 0)) {
                return false;
            }
        }
        return true;
    }

    /** Letters of one sender rise. */
    private boolean isInOrder(String received) {
        for (int i = 0; i < received.length(); i++) {
            for (int j = 0; j < i; j++) {
                char earlier = received.charAt(j);
                char later = received.charAt(i);
                if (scenario.sender(earlier) == scenario.sender(later) && earlier > later) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Gives the property that a state breaks in which nobody can take a step. */
    Optional<Property> brokenAtEnd(Line line) {
        for (int i = 0; i < line.actors.size(); i++) {
            Actor actor = line.actors.get(i);
            if (actor.at != At.DONE && !waitsRightly(line, i, actor)) {
                return Optional
                        .of(line.closed && actor.at == At.PARKED ? Property.CLOSE_SEEN : Property.NOBODY_FORGOTTEN);
            }
        }
        return Optional.empty();
    }

    private boolean waitsRightly(Line line, int index, Actor actor) {
        boolean sends = scenario.parts().get(index) instanceof Scenario.Sender;
        return switch (actor.at) {
            case PARKED -> line.where == Where.SUSPENDED || line.where == Where.OPEN
                    && (sends ? isFull(line.now()) : line.now().inside().isEmpty());
            case ASLEEP -> waitsForReceiver(line, scenario.message(index, actor.turn));
            default -> false;
        };
    }

    private boolean isFull(Conduit conduit) {
        return !conduit.rendezvous() && scenario.capacity() > 0 && conduit.inside().length() >= scenario.capacity();
    }

    private static boolean waitsForReceiver(Line line, char message) {
        boolean isInRendezvous = line.where == Where.OPEN && line.now().rendezvous()
                && Line.has(line.now().inside(), message);
        return !line.isDecided(message) && (isInRendezvous || line.where != Where.OPEN && Line.has(line.kept, message));
    }
}
