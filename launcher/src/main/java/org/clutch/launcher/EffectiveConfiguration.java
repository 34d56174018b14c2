package org.clutch.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All that configures a container, as text: for each configuration the file that would say the same, with what is set, what
 * holds by default as comments, and what each key means.
 *
 * @param known what bundles say of their configurations, by PID
 * @param set the values of each configuration that there is
 * @param origins where those of a PID come from
 */
record EffectiveConfiguration(Map<String, Metatype> known, Map<String, Map<String, Object>> set,
        Map<String, String> origins) {
    private static final int WIDTH = 120;

    /** Gives the text of each configuration, by PID in their order; one of a factory without any is {@code FACTORY~NAME}. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String pid : pids()) {
            StringBuilder text = new StringBuilder();
            describe(pid, text);
            texts.put(pid, text.toString());
        }
        return texts;
    }

    @Override
    public String toString() {
        return String.join("", texts().values());
    }

    /** Gives those that are set, and those that could be. */
    private List<String> pids() {
        TreeSet<String> pids = new TreeSet<>(set.keySet());
        known.values().stream()
                .filter(type -> !type.factory()
                        || set.keySet().stream().noneMatch(it -> it.startsWith(type.pid() + "~")))
                .forEach(type -> pids.add(type.factory() ? type.pid() + "~NAME" : type.pid()));
        return List.copyOf(pids);
    }

    private void describe(String pid, StringBuilder text) {
        Metatype type = Metatype.find(known, pid).orElse(null);
        Map<String, Object> values = set.getOrDefault(pid, Map.of());
        text.append("# ==== ").append(pid).append(".cfg: ")
                .append(origins.getOrDefault(pid, "not there, the defaults hold"))
                .append('\n');
        if (type != null) {
            comment(type.description(), text);
            type.keys().forEach((key, described) -> {
                text.append('\n');
                comment(described.description(), text);
                Object value = values.get(key);
                text.append(value == null ? "#" + line(key, described.otherwise()) : line(key, value));
            });
        }
        List<String> others = new ArrayList<>(new TreeSet<>(values.keySet()));
        if (type != null) {
            others.removeAll(type.keys().keySet());
        }
        if (!others.isEmpty()) {
            text.append("\n# No bundle describes these.\n");
            others.forEach(key -> text.append(line(key, values.get(key))));
        }
        text.append('\n');
    }

    private static void comment(String description, StringBuilder text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : description.strip().split("\\s+")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    private static String line(String key, Object value) {
        String escaped = String.valueOf(value).replace("\\", "\\\\").replace("\n", "\\n");
        return (key + " = " + escaped).stripTrailing() + "\n";
    }
}
