package org.clutch.interpreter;

import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads lines for the main interpreter while it reads, evaluates and prints: a terminal with history and completion. Only
 * Python's main thread calls it.
 */
@ConsumerType
@FunctionalInterface
public interface LineInput {
    /**
     * Shows a prompt and waits for a line. Python's lock is free meanwhile.
     *
     * @param prompt what stands before the line
     * @param completions gives what a word, as it stands before the cursor, may become; to be called in the same thread
     * @return the line without its end, or null at the end of the input
     * @throws InterruptedException the user dropped the line by Ctrl-C
     */
    String readLine(String prompt, Function<String, List<String>> completions) throws InterruptedException;
}
