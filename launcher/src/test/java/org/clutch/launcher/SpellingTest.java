package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.clutch.launcher.Metatype.Key;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private final Spelling spelling = new Spelling(
            Map.of("org.clutch.pool", new Metatype("org.clutch.pool", true, "", keys("min", "max", "maxWait")),
                    "org.clutch.regions", new Metatype("org.clutch.regions", false, "", keys("limitMebibytes"))));

    @Test
    void whatIsKnownIsRight() {
        assertEquals(List.of(), check("org.clutch.pool~render", "min", "maxWait", "service.ranking", "engine.target"));
        assertEquals(List.of(), check("org.clutch.regions", "limitMebibytes"));
    }

    @Test
    void unknownKeyHasTheNearestKnownOneBesideIt() {
        assertEquals(List.of("org.clutch.pool~render.cfg: unknown key 'maxx', did you mean 'max'?"),
                check("org.clutch.pool~render", "maxx", "min"));
        assertEquals(List.of("org.clutch.pool~render.cfg: unknown key 'maxwiat', did you mean 'maxWait'?"),
                check("org.clutch.pool~render", "maxwiat"));
    }

    @Test
    void whereNoneIsNearAllAreNamed() {
        assertEquals(List.of("org.clutch.pool~render.cfg: unknown key 'colour', there are min, max, maxWait"),
                check("org.clutch.pool~render", "colour"));
    }

    @Test
    void unknownConfigurationHasTheNearestKnownOneBesideIt() {
        assertEquals(List
                .of("org.clutch.pol~x.cfg: unknown configuration 'org.clutch.pol', did you mean 'org.clutch.pool'?"),
                check("org.clutch.pol~x", "max"));
        assertEquals(
                List.of("org.clutch.somethingelse.cfg: unknown configuration 'org.clutch.somethingelse', there are org.clutch.pool, "
                        + "org.clutch.regions"),
                new Spelling(new TreeMap<>(Map.of("org.clutch.pool", metatype(), "org.clutch.regions", metatype())))
                        .check("org.clutch.somethingelse", Set.of()));
    }

    @Test
    void configurationsOfOthersMayBeDescribedByNobody() {
        assertEquals(List.of(), check("com.example.thing", "a"));
    }

    @Test
    void nameThatIsTooMuchIsTold() {
        assertEquals(
                List.of("org.clutch.regions~x.cfg: there is one such configuration only, name it org.clutch.regions.cfg"),
                check("org.clutch.regions~x", "limitMebibytes"));
    }

    private static Metatype metatype() {
        return new Metatype("", false, "", Map.of());
    }

    private static Map<String, Key> keys(String... names) {
        Map<String, Key> keys = new LinkedHashMap<>();
        for (String name : names) {
            keys.put(name, new Key("", "", "Integer"));
        }
        return keys;
    }

    private List<String> check(String pid, String... keys) {
        return spelling.check(pid, List.of(keys));
    }
}
