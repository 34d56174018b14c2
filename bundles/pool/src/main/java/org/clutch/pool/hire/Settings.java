package org.clutch.pool.hire;

import java.time.Duration;
import java.util.List;
import org.clutch.interpreter.InterpreterSpec;

/**
 * What a configuration says, checked.
 *
 * @param min how many interpreters to keep
 * @param max how many there may be, at least one
 * @param spare how many to keep ready beside those on loan
 * @param maxWait how long a lease waits
 * @param idleTimeout after which time an idle interpreter is ended; zero for never
 * @param maxUses after how many uses one is replaced; zero for any number
 * @param fresh whether each lease gets a new one
 * @param making how one is made
 */
record Settings(int min, int max, int spare, Duration maxWait, Duration idleTimeout, int maxUses, boolean fresh,
        Making making) {
    /**
     * How an interpreter is made. When this changes, those that exist are replaced.
     *
     * @param spec what it is like
     * @param transport what channels are on that name no transport, or empty
     * @param preload modules to import
     * @param warmup what to run then
     */
    record Making(InterpreterSpec spec, String transport, List<String> preload, Script warmup) {}

    /**
     * Python code to run.
     *
     * @param path where it is from; empty for none
     * @param source the text
     */
    record Script(String path, String source) {
        static final Script NONE = new Script("", "");
    }

    /** Says whether a run may take so much and no more. */
    boolean isLimited() {
        return making.spec().limits().statements() > 0 || making.spec().limits().time().isPositive();
    }

    /** Says how many idle ones to keep while some are on loan. */
    int ready(int onLoan) {
        return Math.max(0, Math.min(max - onLoan, Math.max(spare, min - onLoan)));
    }
}
