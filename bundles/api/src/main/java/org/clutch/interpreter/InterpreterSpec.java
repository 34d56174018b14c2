package org.clutch.interpreter;

import java.util.Objects;

/**
 * What a new interpreter should be like.
 *
 * @param name what lists, logs and threads call it; empty for {@code interpreter-ID}
 */
public record InterpreterSpec(String name) {
    /** An interpreter without a name of its own. */
    public static final InterpreterSpec DEFAULT = new InterpreterSpec("");

    /**
     * Checks that nothing is null.
     *
     * @param name what lists, logs and threads call it; empty for {@code interpreter-ID}
     */
    public InterpreterSpec {
        Objects.requireNonNull(name, "name");
    }
}
