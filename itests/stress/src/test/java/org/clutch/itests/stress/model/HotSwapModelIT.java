package org.clutch.itests.stress.model;

import static org.clutch.itests.stress.model.Scenario.mover;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.clutch.itests.stress.Effort;
import org.clutch.itests.stress.model.Exploration.Outcome;
import org.clutch.itests.stress.model.Scenario.Move;
import org.clutch.itests.stress.model.Scenario.Patience;
import org.clutch.itests.stress.model.Scenario.Receiver;
import org.clutch.itests.stress.model.Scenario.Sender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hand-over of hot swap and of the rendezvous, as a model all of whose states are visited. */
class HotSwapModelIT {
    private static final int MORE = Effort.of(0, 1);

    private static final Scenario SWAPS = Scenario.of("moves and a close", false, 1, 0,
            new Sender(2, Patience.ENDLESS), new Receiver(3, Patience.ENDLESS),
            Effort.NOW == Effort.QUICK ? mover(Move.TO_BUFFER) : mover(Move.TO_BUFFER, Move.TO_BUFFER),
            mover(Move.CLOSE));
    private static final Scenario SPELL = Scenario.of("a spell without transport", false, 1, 0,
            new Sender(2, Patience.ENDLESS), new Receiver(2 + MORE, Patience.ENDLESS),
            mover(Move.TO_NOTHING, Move.TO_FAILURE, Move.TO_BUFFER));
    private static final Scenario PASSERS_BY = Scenario.of("callers that do not want to wait", false, 2, 1,
            new Sender(1 + MORE, Patience.NONE), new Receiver(1 + MORE, Patience.NONE),
            mover(Move.TO_BUFFER, Move.TO_BUFFER));
    private static final Scenario TWO_RECEIVERS = Scenario.of("two receivers", false, 0, 0,
            new Sender(2, Patience.NONE), new Receiver(1, Patience.ENDLESS), new Receiver(1, Patience.SOME),
            mover(Move.TO_BUFFER));
    private static final Scenario TWO_SENDERS = Scenario.of("two senders", false, 1, 1,
            new Sender(1, Patience.ENDLESS), new Sender(1, Patience.SOME), new Receiver(1 + MORE, Patience.ENDLESS),
            mover(Move.TO_BUFFER));
    private static final Scenario RENDEZVOUS = Scenario.of("a rendezvous that moves", true, 0, 0,
            new Sender(1, Patience.SOME), new Receiver(1, Patience.SOME),
            mover(Move.TO_RENDEZVOUS, Move.TO_NOTHING, Move.TO_BUFFER));
    private static final Scenario RENDEZVOUS_ENDS = Scenario.of("a rendezvous that ends", true, 0, 0,
            new Sender(1, Patience.SOME), new Sender(1, Patience.ENDLESS), new Receiver(1, Patience.NONE),
            mover(Move.CLOSE, Move.CLOSE_NOW));
    private static final Scenario LOSS = Scenario.of("a transport that fails", true, 0, 0,
            new Sender(1 + MORE, Patience.SOME), new Sender(1, Patience.ENDLESS),
            new Receiver(1, Effort.NOW == Effort.QUICK ? Patience.NONE : Patience.ENDLESS), mover(Move.LOSS));

    static Stream<Scenario> scenarios() {
        return Stream.of(SWAPS, SPELL, PASSERS_BY, TWO_RECEIVERS, TWO_SENDERS, RENDEZVOUS, RENDEZVOUS_ENDS, LOSS);
    }

    /** Each order of steps keeps each promise. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void protocolKeepsItsPromises(Scenario scenario) {
        Outcome outcome = Exploration.of(new HotSwap(scenario, Flaw.NONE));
        System.out.println(scenario + ": " + outcome);
        assertEquals(Optional.empty(), outcome.broken(), outcome::toString);
        assertTrue(outcome.ends() > 0, outcome::toString);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(Arguments.of(Flaw.EMPTIES_BEFORE_REFUSING, SWAPS, Property.EXACTLY_ONCE),
                Arguments.of(Flaw.RETIRES_BEFORE_MARKING, PASSERS_BY, Property.UNSEEN_MOVE),
                Arguments.of(Flaw.MOVES_WITHOUT_WAKING, SPELL, Property.NOBODY_FORGOTTEN),
                Arguments.of(Flaw.MOVES_WITHOUT_WAKING, SWAPS, Property.CLOSE_SEEN),
                Arguments.of(Flaw.WAKES_BEFORE_PUBLISHING, SPELL, Property.NOBODY_FORGOTTEN),
                Arguments.of(Flaw.ATTEMPTS_BEFORE_ANNOUNCING, TWO_RECEIVERS, Property.NOBODY_FORGOTTEN),
                Arguments.of(Flaw.LEAVES_WITH_WAKE_UP, TWO_RECEIVERS, Property.NOBODY_FORGOTTEN),
                Arguments.of(Flaw.LOOKS_BEFORE_IT_IS_KNOWN, LOSS, Property.NOBODY_FORGOTTEN),
                Arguments.of(Flaw.TAKES_BACK_WITHOUT_LOOKING_AGAIN, RENDEZVOUS, Property.TRUE_ANSWER),
                Arguments.of(Flaw.FORGETS_LOSS, LOSS, Property.TRUE_ANSWER));
    }

    /** So that the promises are kept above means something. */
    @ParameterizedTest
    @MethodSource("flaws")
    void seededBugIsFound(Flaw flaw, Scenario scenario, Property expected) {
        Outcome outcome = Exploration.of(new HotSwap(scenario, flaw));
        System.out.println(flaw + ": " + outcome);
        assertEquals(Optional.of(expected), outcome.broken(), outcome::toString);
    }
}
