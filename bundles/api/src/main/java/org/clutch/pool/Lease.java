package org.clutch.pool;

import org.clutch.interpreter.Interpreter;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An interpreter on loan. Close it, best by try-with-resources: until then nobody else can have the interpreter. Any thread
 * may call, and any may close it.
 */
@ProviderType
public interface Lease extends AutoCloseable {
    /**
     * Gives the interpreter. It is the caller's alone until the lease is closed, and then throws
     * {@link IllegalStateException}. Closing it is the same as {@link #discard()}, at once.
     *
     * @return the interpreter
     * @throws IllegalStateException if this lease is closed
     */
    Interpreter interpreter();

    /**
     * Has the interpreter ended when this lease is closed, and replaced: for one whose state is not to be trusted any more.
     * What the pool sees itself, such as an interrupt or a limit, needs no such call.
     */
    void discard();

    /**
     * Goes on with the interpreter for the next piece of work, if closing this lease and hiring would give the same one at
     * once: it counts as another lease, and is much quicker. Not so if somebody else waits for an interpreter, if the pool
     * gives each lease a new one or has been changed or stopped, if this one has been used as often as it may, is to be
     * discarded or has threads left, or if the pool limits each {@code exec} and {@code call}.
     *
     * @return false if this lease is better closed now; nothing has changed
     * @throws IllegalStateException if this lease is closed
     */
    boolean renew();

    /**
     * Gives the interpreter back. Does not block: what has to be ended is ended by a thread of the pool. What still runs in
     * it is cancelled. Closing a second time does nothing.
     */
    @Override
    void close();
}
