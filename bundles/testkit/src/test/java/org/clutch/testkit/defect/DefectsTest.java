package org.clutch.testkit.defect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.clutch.transport.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract finds each mistake that a transport can make, and each of its tests finds one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DefectsTest {
    /** The test methods of the contract that have failed on a defect. */
    private static final Set<String> ABLE_TO_FAIL = new TreeSet<>();
    private static final Set<String> TESTS = new TreeSet<>();

    @BeforeAll
    static void shorten() {
        System.setProperty("clutch.rounds", "40");
    }

    @AfterAll
    static void restore() {
        System.clearProperty("clutch.rounds");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(1)
    void transportWithoutADefectPasses(boolean rendezvous) {
        Transport transport = rendezvous
                ? Defect.ofRendezvous("none",
                        (_, preloaded, listener) -> new PlainConduit(0, preloaded, listener))
                : Defect.of("none", PlainConduit::new);
        SuiteRun run = run(transport, List.of(), Set.of(), "60");
        assertEquals(Map.of(), run.failures());
        TESTS.addAll(run.tests());
    }

    static Stream<Defect> defects() {
        return Defect.all();
    }

    @ParameterizedTest
    @MethodSource("defects")
    @Order(2)
    void defectIsFound(Defect defect) {
        SuiteRun run = run(defect, defect.uncarriable(), defect.foundBy(), "2");
        assertEquals(defect.foundBy(), run.failures().keySet());
        ABLE_TO_FAIL.addAll(run.failures().keySet());
    }

    @Test
    @Order(3)
    void everyTestOfTheContractCanFail() {
        assertTrue(TESTS.size() > 60, TESTS::toString);
        Set<String> never = new TreeSet<>(TESTS);
        never.removeAll(ABLE_TO_FAIL);
        assertEquals(Set.of(), never);
    }

    private static SuiteRun run(Transport transport, List<Object> uncarriable, Set<String> only, String hangSeconds) {
        Suspect.transport = transport;
        Suspect.uncarriable = uncarriable;
        return SuiteRun.of(Suspect.class, name -> only.isEmpty() || only.contains(name), hangSeconds);
    }
}
