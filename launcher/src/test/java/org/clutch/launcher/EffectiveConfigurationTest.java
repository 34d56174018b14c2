package org.clutch.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.clutch.launcher.Metatype.Key;
import org.junit.jupiter.api.Test;

class EffectiveConfigurationTest {
    @Test
    void whatIsSetIsALineAndWhatHoldsByDefaultAComment() {
        Map<String, Key> keys = new LinkedHashMap<>();
        keys.put("min", new Key("How few.", "0", "String"));
        keys.put("max", new Key("How many.", "2", "String"));
        EffectiveConfiguration configuration = new EffectiveConfiguration(
                Map.of("org.example.pool", new Metatype("org.example.pool", true, "A pool.", keys), "org.example.one",
                        new Metatype("org.example.one", false, "One thing.", Map.of("a", new Key("A.", "", "String")))),
                Map.of("org.example.pool~web", Map.of("max", 4), "org.example.other", Map.of("path", "C:\\x")),
                Map.of("org.example.pool~web", "a file says it", "org.example.other", "a feature says it"));

        assertEquals("""
                # ==== org.example.one.cfg: not there, the defaults hold
                # One thing.

                # A.
                #a =

                # ==== org.example.other.cfg: a feature says it

                # No bundle describes these.
                path = C:\\\\x

                # ==== org.example.pool~web.cfg: a file says it
                # A pool.

                # How few.
                #min = 0

                # How many.
                max = 4

                """, configuration.toString());
    }

    @Test
    void whatThereIsNoneOfHasAPlaceholderForItsName() {
        EffectiveConfiguration configuration = new EffectiveConfiguration(
                Map.of("org.example.pool", new Metatype("org.example.pool", true, "A pool.", Map.of())), Map.of(),
                Map.of());

        assertEquals("# ==== org.example.pool~NAME.cfg: not there, the defaults hold\n# A pool.\n\n",
                configuration.toString());
    }
}
