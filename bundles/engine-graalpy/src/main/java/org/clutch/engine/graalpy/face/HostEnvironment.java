package org.clutch.engine.graalpy.face;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.graalvm.polyglot.HostAccess;

/**
 * What trusted interpreters have changed in the environment of the process since it started, which the JVM does not know:
 * {@code _clutch.environment.host}. One for all of them. Names and values are bytes, one in each character.
 */
public final class HostEnvironment {
    /** A name's value, or empty if it was removed; guarded by this object's monitor. */
    private final Map<String, List<String>> changes = new TreeMap<>();

    /** Notes that a variable was set. */
    @HostAccess.Export
    public synchronized void put(String name, String value) {
        changes.put(name, List.of(value));
    }

    /** Notes that a variable was removed. */
    @HostAccess.Export
    public synchronized void remove(String name) {
        changes.put(name, List.of());
    }

    /** Gives each name that was changed, followed by its value or by null. */
    public synchronized List<String> changes() {
        List<String> flat = new ArrayList<>(2 * changes.size());
        changes.forEach((name, value) -> {
            flat.add(name);
            flat.add(value.isEmpty() ? null : value.getFirst());
        });
        return flat;
    }

    /** Gives text as Python has it in an environment: its bytes, with a byte in each character. */
    public static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
