package org.clutch.pool.hire;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A pool on interpreters that cost nothing; its end must leave none of them. */
abstract class PoolFixture {
    final FakeInterpreters interpreters = new FakeInterpreters();
    LivePool pool;

    /** Settings by keys and values in turn, without spares unless asked for. */
    static Settings settings(Object... values) {
        Map<String, Object> map = new HashMap<>(Map.of("spare", 0, "max", 1, "reset", "keep", "maxWait", -1));
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) values[i], values[i + 1]);
        }
        SettingsReader reader = new SettingsReader("org.clutch.pool~test", "test", map);
        Settings settings = reader.read();
        if (!reader.errors().isEmpty()) {
            throw new AssertionError(reader.errors());
        }
        return settings;
    }

    LivePool start(Object... values) {
        pool = new LivePool("test", settings(values), interpreters);
        pool.start();
        return pool;
    }

    /** Waits for what other threads are about to do. */
    static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Background.pause();
        }
    }

    @AfterEach
    @Timeout(20)
    void stop() {
        if (pool != null) {
            pool.stop(Duration.ofSeconds(1));
            until(() -> interpreters.open() == 0);
        }
    }
}
