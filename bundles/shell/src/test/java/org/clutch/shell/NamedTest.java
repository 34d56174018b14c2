package org.clutch.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedTest {
    private record Thing(long id, String name) {}

    private static Named<Thing> among(Thing... all) {
        return new Named<>("thing", List.of(all), Thing::id, Thing::name);
    }

    private static String failure(Named<Thing> named, String word) {
        return assertThrows(IllegalArgumentException.class, () -> named.find(word)).getMessage();
    }

    @Test
    void idsAndNamesFindAndAnIdComesFirst() {
        Thing one = new Thing(1, "2");
        Thing two = new Thing(2, "render");
        assertEquals(two, among(one, two).find("2"));
        assertEquals(two, among(one, two).find("render"));
        assertEquals(one, among(one).find("2"));
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        assertEquals("there is no thing 99999999999999999999; there are 1 'a', 2 'b'",
                failure(among(new Thing(1, "a"), new Thing(2, "b")), "99999999999999999999"));
        assertEquals("there is no thing a; there is none", failure(among(), "a"));
    }

    @Test
    void nameOfSeveralNeedsAnId() {
        assertEquals("several are called a: 1 'a', 3 'a'; take an id",
                failure(among(new Thing(1, "a"), new Thing(2, "b"), new Thing(3, "a")), "a"));
    }
}
