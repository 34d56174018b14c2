package org.clutch.share;

import java.util.Objects;

/**
 * An object between two interpreters as what makes it anew: a Python callable that the receiver imports, and the arguments for
 * it. A {@link CrossInterpreterType} gives it; Java code may give it to Python as any other value.
 *
 * @param rebuild {@code module:qualname} of the callable, such as {@code fractions:Fraction}
 * @param arguments what it is called with, in order
 */
public record Reduced(String rebuild, Tuple arguments) {
    /**
     * Makes one.
     *
     * @throws IllegalArgumentException if the name has no module or no qualname
     */
    public Reduced {
        Objects.requireNonNull(arguments);
        int colon = rebuild.indexOf(':');
        if (colon <= 0 || colon == rebuild.length() - 1) {
            throw new IllegalArgumentException("'" + rebuild + "' does not name a callable: module:qualname");
        }
    }

    /**
     * Makes one of Java values.
     *
     * @param rebuild {@code module:qualname} of the callable
     * @param arguments the arguments, converted as {@link CrossInterpreterData#of(Object)} says
     * @return what crosses
     * @throws NotShareableException if an argument cannot cross
     * @throws IllegalArgumentException if the name has no module or no qualname
     */
    public static Reduced to(String rebuild, Object... arguments) {
        return new Reduced(rebuild, Tuple.of(arguments));
    }
}
