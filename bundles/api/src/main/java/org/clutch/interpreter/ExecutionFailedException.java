package org.clutch.interpreter;

import java.util.Objects;

/**
 * The Python code in another interpreter ended with an uncaught exception. That interpreter stays usable. Python's
 * {@code ExecutionFailed}.
 */
public class ExecutionFailedException extends InterpreterException {
    private static final long serialVersionUID = 1L;

    private final transient ExceptionSnapshot snapshot;

    /**
     * Carries a snapshot; the message has its traceback.
     *
     * @param snapshot what was raised
     */
    public ExecutionFailedException(ExceptionSnapshot snapshot) {
        super(snapshot.formatted() + "\n\nUncaught in the interpreter:\n\n" + snapshot.traceback());
        this.snapshot = Objects.requireNonNull(snapshot);
    }

    /**
     * Gives what was raised.
     *
     * @return the snapshot; null only after Java deserialization
     */
    public ExceptionSnapshot snapshot() {
        return snapshot;
    }
}
