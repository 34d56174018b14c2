package org.clutch.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds configurations and keys that nobody reads, and what was probably meant. */
final class Spelling {
    /** What the framework and its services add to a configuration, or Declarative Services take from any. */
    private static final Pattern OF_OTHERS = Pattern.compile("(service|component|felix|osgi)\\..*|[.:].*|.*\\.target");
    /** Bundles of others may read configurations that they do not describe. */
    private static final String OURS = "org.clutch.";

    private final Map<String, Metatype> known;

    /**
     * @param known what bundles say, by PID
     */
    Spelling(Map<String, Metatype> known) {
        this.known = known;
    }

    /**
     * Checks one configuration.
     *
     * @param pid with the name, if it is one of a factory
     * @return lines that each name the file, what is wrong and what to write
     */
    List<String> check(String pid, Collection<String> keys) {
        int separator = pid.indexOf('~');
        String type = separator < 0 ? pid : pid.substring(0, separator);
        String file = pid + ".cfg: ";
        Metatype metatype = known.get(type);
        if (metatype == null) {
            Optional<String> meant = nearest(type, known.keySet());
            return meant.isPresent() || type.startsWith(OURS)
                    ? List.of(file + unknown("configuration", type, meant, known))
                    : List.of();
        }
        if (separator >= 0 && !metatype.factory()) {
            return List.of(file + "there is one such configuration only, name it " + type + ".cfg");
        }
        List<String> wrong = new ArrayList<>();
        keys.stream().filter(key -> !metatype.keys().containsKey(key) && !OF_OTHERS.matcher(key).matches()).sorted()
                .forEach(key -> wrong.add(file + unknown("key", key, nearest(key, metatype.keys().keySet()),
                        metatype.keys())));
        return wrong;
    }

    private static String unknown(String what, String word, Optional<String> meant, Map<String, ?> known) {
        return "unknown " + what + " '" + word + "', "
                + meant.map(it -> "did you mean '" + it + "'?")
                        .orElse("there are " + String.join(", ", known.keySet()));
    }

    /** Gives the word that is closest, if it is so close that a slip explains the difference. */
    private static Optional<String> nearest(String word, Collection<String> words) {
        return words.stream().filter(each -> distance(word, each) <= Math.max(1, each.length() / 3))
                .min(Comparator.comparingInt(each -> distance(word, each)));
    }

    /** Counts the letters to insert, remove, replace or swap with their neighbour; case is none of them. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase();
        String b = other.toLowerCase();
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                costs[i][j] = Math.min(costs[i - 1][j - 1] + same,
                        Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                costs[i][j] = swapped ? Math.min(costs[i][j], costs[i - 2][j - 2] + 1) : costs[i][j];
            }
        }
        return costs[a.length()][b.length()];
    }
}
