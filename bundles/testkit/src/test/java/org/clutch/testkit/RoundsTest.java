package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {
    private final String before = System.getProperty("clutch.rounds");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("clutch.rounds");
        } else {
            System.setProperty("clutch.rounds", before);
        }
    }

    @Test
    void propertySaysHowMany() {
        System.clearProperty("clutch.rounds");
        assertEquals(200, Rounds.count());
        System.setProperty("clutch.rounds", "7");
        assertEquals(7, Rounds.count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", ""})
    void otherThanANumberAboveZeroIsAnError(String rounds) {
        System.setProperty("clutch.rounds", rounds);
        String message = assertThrows(IllegalArgumentException.class, Rounds::count).getMessage();
        assertEquals("clutch.rounds is '" + rounds + "'; it is to be a number above zero", message);
    }
}
