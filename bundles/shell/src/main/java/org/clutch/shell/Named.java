package org.clutch.shell;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Things of one kind that a user calls by id or by name.
 *
 * @param kind what one of them is called
 * @param all those that there are
 */
record Named<T>(String kind, List<T> all, ToLongFunction<T> id, Function<T, String> name) {
    /**
     * Finds the one with that id, else the one with that name.
     *
     * @throws IllegalArgumentException there is none, or several have the name; the message lists what there is
     */
    T find(String word) {
        List<T> found = all.stream().filter(each -> word.equals(Long.toString(id.applyAsLong(each)))).toList();
        if (found.isEmpty()) {
            found = all.stream().filter(each -> word.equals(name.apply(each))).toList();
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IllegalArgumentException(found.isEmpty()
                ? "there is no %s %s; there %s".formatted(kind, word, all.isEmpty() ? "is none" : "are " + list(all))
                : "several are called %s: %s; take an id".formatted(word, list(found)));
    }

    private String list(List<T> some) {
        return some.stream().map(each -> id.applyAsLong(each) + " '" + name.apply(each) + "'")
                .collect(Collectors.joining(", "));
    }
}
