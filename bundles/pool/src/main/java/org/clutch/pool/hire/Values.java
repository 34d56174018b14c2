package org.clutch.pool.hire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The values of a configuration as they come, and what is wrong with them. Used by one thread. */
final class Values {
    private final String pid;
    private final Map<String, Object> values;
    private final List<String> errors = new ArrayList<>();

    Values(String pid, Map<String, Object> values) {
        this.pid = pid;
        this.values = values;
    }

    /** Notes that a value is wrong. */
    void wrong(String key, Object value, String allowed) {
        errors.add(pid + ": " + key + " = " + value + " is wrong, allowed is " + allowed);
    }

    List<String> errors() {
        return errors;
    }

    /** Gives a whole number, which may come as text. */
    long number(String key, long otherwise, long least, long most) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.toString().strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is told like a number out of range.
        }
        wrong(key, value, "a whole number in " + least + " to " + most);
        return otherwise;
    }

    /** Gives one of some words, the first if none was chosen. */
    String choice(String key, String... words) {
        String value = text(key);
        if (value.isEmpty()) {
            return words[0];
        }
        if (!List.of(words).contains(value)) {
            wrong(key, value, String.join(" or ", words));
        }
        return value;
    }

    /** Gives a text, empty if there is none. */
    String text(String key) {
        Object value = values.get(key);
        return value == null ? "" : value.toString().strip();
    }

    /** Gives a list, which may come as an array, a collection or a text with commas. */
    List<String> list(String key) {
        Stream<?> items = switch (values.get(key)) {
            case null -> Stream.empty();
            case Object[] array -> Stream.of(array);
            case Collection<?> collection -> collection.stream();
            case Object text -> Stream.of(text.toString().split(","));
        };
        return items.map(item -> item.toString().strip()).filter(item -> !item.isEmpty()).toList();
    }
}
