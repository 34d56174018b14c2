package org.clutch.pool.hire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.clutch.interpreter.Isolation;
import org.clutch.pool.InterpreterPool;
import org.clutch.testkit.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the values of a configuration, as Declarative Services hands them over. */
@Timeout(60)
class ConfiguredPoolTest {
    private static final String PID = "org.clutch.pool~render";

    private final FakeInterpreters interpreters = new FakeInterpreters();
    private final List<InterpreterPool> services = new ArrayList<>();
    private ConfiguredPool component;

    private static Map<String, Object> values(Object... values) {
        Map<String, Object> map = new HashMap<>(Map.of("service.pid", PID, "service.factoryPid", "org.clutch.pool",
                "component.id", 1L));
        for (int i = 0; i < values.length; i += 2) {
            map.put((String) values[i], values[i + 1]);
        }
        return map;
    }

    private List<String> configure(Object... values) throws Exception {
        return CapturedLog.during("org.clutch.pool", () -> {
            if (component == null) {
                component = new ConfiguredPool(interpreters, pool -> {
                    services.add(pool);
                    return () -> services.remove(pool);
                }, values(values));
            } else {
                component.configure(values(values));
            }
        });
    }

    @AfterEach
    void stop() {
        if (component != null) {
            component.stop();
        }
        assertEquals(List.of(), services);
        assertEquals(0, interpreters.open());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"max|-1|a whole number in 0 to 1000", "max|1001|a whole number in 0 to 1000",
            "max|two|a whole number in 0 to 1000", "max|1.5|a whole number in 0 to 1000",
            "min|3|a whole number in 0 to 2", "min|-1|a whole number in 0 to 2", "spare|3|a whole number in 0 to 2",
            "maxWait|-2|a whole number in -1 to 86400000", "idleTimeout|-1|a whole number in 0 to 86400000",
            "maxUses|2147483648|a whole number in 0 to 2147483647", "reset|Fresh|fresh or keep",
            "isolation|total|trusted or confined", "timeLimit|-5|a whole number in 0 to 86400000",
            "statementLimit|-1|a whole number in 0 to 9223372036854775807",
            "transport|a b|the name of a transport such as queue",
            "preload|os;sys|names of modules such as email.message, separated by commas",
            "preload|9|names of modules such as email.message, separated by commas",
            "pythonPath|/no/such/folder|folders and archives that exist, separated by commas"})
    void wrongValueChangesNothingAndTheLogSaysWhatIsAllowed(String key, String value, String allowed) throws Exception {
        String error = "SEVERE " + PID + ": " + key + " = " + value + " is wrong, allowed is " + allowed;
        Map<String, Object> wrong = new HashMap<>(Map.of("max", 2));
        wrong.put(key, value);
        Object[] flat = wrong.entrySet().stream()
                .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
                .toArray();
        assertEquals(List.of(error + "; there is no pool"), configure(flat));
        assertEquals(List.of(), services);
        assertEquals(List.of(), configure("max", 2, "reset", "keep", "spare", 0));
        InterpreterPool pool = services.getFirst();
        long id = pool.submit(it -> it.id()).get();
        assertEquals(List.of(error + "; the pool stays as it was"), configure(flat));
        assertSame(pool, services.getFirst());
        assertEquals(id, pool.submit(it -> it.id()).get());
        assertEquals(2, pool.statistics().max());
    }

    @Test
    void everyWrongValueIsTold() throws Exception {
        assertEquals(3, configure("max", 0.5, "reset", "x", "warmup", "/no/such/file.py").size());
    }

    @Test
    void configurationThatIsNoInstanceMakesNoPool() throws Exception {
        List<String> lines = CapturedLog.during("org.clutch.pool",
                () -> component = new ConfiguredPool(interpreters, pool -> null,
                        Map.of("service.pid", "org.clutch.pool")));
        assertEquals(List.of("SEVERE the configuration org.clutch.pool makes no pool: name it org.clutch.pool~NAME"),
                lines);
    }

    @Test
    void valuesMayBeTextOrTyped(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("warm.py"), "x = 1\n");
        for (Object path : List.of(folder.toString(), new String[]{folder.toString()}, List.of(folder.toString()))) {
            Settings settings = new SettingsReader(PID, "render", Map.of("max", "3", "min", 1L, "isolation", "confined",
                    "pythonPath", path, "preload", "os, email.message ,", "warmup", script.toString(), "timeLimit",
                    "10",
                    "statementLimit", Long.MAX_VALUE, "transport", "queue")).read();
            assertEquals(3, settings.max());
            assertEquals(1, settings.min());
            Settings.Making making = settings.making();
            assertEquals(Isolation.CONFINED, making.spec().isolation());
            assertEquals(List.of(folder), making.spec().pythonPath());
            assertEquals(List.of("os", "email.message"), making.preload());
            assertEquals("x = 1\n", making.warmup().source());
            assertEquals(10, making.spec().limits().time().toMillis());
            assertEquals(Long.MAX_VALUE, making.spec().limits().statements());
            assertEquals("queue", making.transport());
        }
    }

    @Test
    void defaultsAreThoseThatMetatypeTells() throws Exception {
        Settings settings = new SettingsReader(PID, "render", Map.of()).read();
        Map<String, Object> told = new HashMap<>();
        for (Method each : PoolConfiguration.class.getDeclaredMethods()) {
            Object value = each.getDefaultValue();
            told.put(each.getName(), value instanceof Object[] array ? Arrays.asList(array) : value);
        }
        SettingsReader again = new SettingsReader(PID, "render", told);
        assertEquals(settings, again.read());
        assertEquals(List.of(), again.errors());
        assertEquals(Runtime.getRuntime().availableProcessors(), settings.max());
        assertTrue(settings.fresh());
    }

    @Test
    void metatypeTellsAllKeys() {
        Set<String> told = Arrays.stream(PoolConfiguration.class.getDeclaredMethods()).map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> read = new TreeSet<>();
        new SettingsReader(PID, "render", new AbstractMap<>() {
            @Override
            public Object get(Object key) {
                read.add((String) key);
                return null;
            }

            @Override
            public Set<Entry<String, Object>> entrySet() {
                return Set.of();
            }
        }).read();
        assertEquals(told, read);
    }

    @Test
    void warmUpIsMadeOfAllKeysInOrder(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("warm.py"), "warm up");
        List<String> sources = new ArrayList<>();
        interpreters.onWarmUp = source -> {
            sources.add(source.toString());
            return null;
        };
        configure("max", 1, "preload", "json", "transport", "queue", "warmup", script.toString());
        services.getFirst().lease().close();
        assertTrue(sources.get(0).contains("channels.default_transport = 'queue'"), sources::toString);
        assertTrue(sources.get(1).contains("importlib.import_module('json')"), sources::toString);
        assertEquals("warm up", sources.get(2));
    }
}
