package org.clutch.itests.stress.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.clutch.itests.stress.model.HotSwap.Step;

/**
 * Visits all states that the steps of a model lead to, the nearest first, so the way to what it finds is a shortest one. No
 * thread runs here. States are numbered in the order in which they are found.
 */
final class Exploration {
    private final HotSwap model;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ArrayDeque<Line> found = new ArrayDeque<>();
    /** The state from which each was found first, and by which step. */
    private final Ints before = new Ints();
    private final List<String> labels = new ArrayList<>();
    private final Ints from = new Ints();
    private final Ints to = new Ints();
    private final BitSet last = new BitSet();

    /** A growing list. */
    private static final class Ints {
        private int[] values = new int[1024];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }
    }

    /**
     * What was found.
     *
     * @param ends in how many states nobody can take a step
     * @param broken the property that does not hold, if any
     * @param way the steps to where it does not
     */
    record Outcome(int states, int ends, Optional<Property> broken, List<String> way) {
        @Override
        public String toString() {
            return states + " states, " + ends + " last ones"
                    + broken.map(property -> "; not so: " + property + "\n  " + String.join("\n  ", way)).orElse("");
        }
    }

    private Exploration(HotSwap model) {
        this.model = model;
    }

    /** Visits all states, or those up to the first that breaks a property. */
    static Outcome of(HotSwap model) {
        return new Exploration(model).explore();
    }

    private Outcome explore() {
        note(model.start(), -1, "start");
        for (int number = 0; !found.isEmpty(); number++) {
            Line line = found.remove();
            List<Step> steps = model.steps(line);
            Optional<Property> broken = model.promises().brokenIn(line);
            if (steps.isEmpty()) {
                last.set(number);
                broken = broken.or(() -> model.promises().brokenAtEnd(line));
            }
            if (broken.isPresent()) {
                return outcome(broken, number);
            }
            for (Step step : steps) {
                from.add(number);
                to.add(note(step.after(), number, model.scenario().nameOf(step.actor()) + ": " + step.at()));
            }
        }
        int endless = withoutEnd();
        return endless < 0 ? outcome(Optional.empty(), -1) : outcome(Optional.of(Property.END), endless);
    }

    private int note(Line line, int predecessor, String label) {
        String key = line.key();
        Integer known = numbers.putIfAbsent(key, labels.size());
        if (known != null) {
            return known;
        }
        before.add(predecessor);
        labels.add(label.intern());
        found.add(line);
        return labels.size() - 1;
    }

    /** Gives a state from which no steps lead to an end, or -1: goes from the ends backwards until nothing is new. */
    private int withoutEnd() {
        BitSet ending = (BitSet) last.clone();
        boolean isNew = true;
        while (isNew) {
            isNew = false;
            // Most steps lead from a lower number to a higher one, so few rounds are enough.
            for (int i = from.size - 1; i >= 0; i--) {
                if (ending.get(to.values[i]) && !ending.get(from.values[i])) {
                    ending.set(from.values[i]);
                    isNew = true;
                }
            }
        }
        int first = ending.nextClearBit(0);
        return first < labels.size() ? first : -1;
    }

    private Outcome outcome(Optional<Property> broken, int where) {
        List<String> way = new ArrayList<>();
        for (int i = where; i > 0; i = before.values[i]) {
            way.add(labels.get(i));
        }
        Collections.reverse(way);
        return new Outcome(labels.size(), last.cardinality(), broken, way);
    }
}
