package org.clutch.diagnosis;

import java.util.Comparator;
import java.util.List;

/**
 * Whether all is well at a moment.
 *
 * @param checks what was looked at, in a fixed order
 */
public record Health(List<Check> checks) {
    /** How well it is, by the names that Felix Health Checks has; the last is the worst. */
    public enum Status {
        /** There is nothing to do. */
        OK,
        /** Somebody waits who should not for long, or something that was installed cannot be used. */
        WARN,
        /** Something has failed that does not mend by itself. */
        CRITICAL
    }

    /**
     * What is wrong.
     *
     * @param status how bad that is
     * @param text what it is, and what to do about it: a line
     */
    public record Problem(Status status, String text) {
        /** Gives the line that monitors show. */
        @Override
        public String toString() {
            return status + ": " + text;
        }
    }

    /**
     * What was looked at.
     *
     * @param subject its name, a word: {@code interpreters}, {@code channels}, {@code pools}, {@code extensions},
     *            {@code deadlocks}
     * @param summary what there is of it, for people
     * @param problems what is wrong with it; empty if nothing is
     */
    public record Check(String subject, String summary, List<Problem> problems) {
        /** Copies the list. */
        public Check {
            problems = List.copyOf(problems);
        }

        /**
         * Gives the worst of its problems.
         *
         * @return how well it is
         */
        public Status status() {
            return worst(problems);
        }
    }

    /** Copies the list. */
    public Health {
        checks = List.copyOf(checks);
    }

    /**
     * Gives what holds while nobody offers the service {@link Diagnosis}.
     *
     * @return one problem, a critical one
     */
    public static Health withoutCore() {
        return new Health(List.of(new Check("interpreters", "none", List.of(noInterpreters()))));
    }

    /**
     * Gives the problem that core or engine are away.
     *
     * @return a critical one
     */
    public static Problem noInterpreters() {
        return new Problem(Status.CRITICAL,
                "no interpreter can be made: start the bundles of the core and of an engine");
    }

    /**
     * Gives the worst of all.
     *
     * @return how well it is
     */
    public Status status() {
        return worst(problems());
    }

    /**
     * Lists what is wrong.
     *
     * @return in the order of the checks
     */
    public List<Problem> problems() {
        return checks.stream().flatMap(check -> check.problems().stream()).toList();
    }

    private static Status worst(List<Problem> problems) {
        return problems.stream().map(Problem::status).max(Comparator.naturalOrder()).orElse(Status.OK);
    }
}
