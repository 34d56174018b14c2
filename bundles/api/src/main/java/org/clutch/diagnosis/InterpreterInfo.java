package org.clutch.diagnosis;

import java.util.Set;
import org.clutch.interpreter.Isolation;

/**
 * An interpreter.
 *
 * @param id its id
 * @param name its name
 * @param isolation its level of isolation
 * @param state what it is doing
 * @param runs how many {@code exec}, {@code call} and {@code prepareMain} there have been in it, that at work included
 * @param threads the threads that may run Python code in it at the moment
 */
public record InterpreterInfo(long id, String name, Isolation isolation, State state, long runs, Set<Thread> threads) {
    /** What an interpreter is doing. */
    public enum State {
        /** Nothing. */
        IDLE,
        /** It runs something for a caller. */
        RUNNING,
        /** It is closed, and about to end. */
        ENDING,
        /** Quarantined: it was cancelled, and its code has not stopped. */
        ABANDONED
    }
}
