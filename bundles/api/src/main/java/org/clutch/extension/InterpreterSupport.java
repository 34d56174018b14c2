package org.clutch.extension;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which interpreters may import an extension module, and what they share then. */
public enum InterpreterSupport {
    /** Every interpreter has an instance of its own; they run in parallel. */
    PER_INTERPRETER,
    /** All interpreters have the same instance; its calls are serialised. */
    SHARED,
    /** Only the main interpreter may import it: what a module gets that says nothing. */
    MAIN_ONLY;

    /**
     * Gives the word for it in manifests and listings.
     *
     * @return such as {@code per-interpreter}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads the word of a manifest.
     *
     * @param word such as {@code per-interpreter}
     * @return what it means, or empty if nothing
     */
    public static Optional<InterpreterSupport> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word.strip())).findAny();
    }
}
