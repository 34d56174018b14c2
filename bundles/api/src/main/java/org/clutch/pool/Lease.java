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
     * Gives the interpreter back. Does not block: what has to be ended is ended by a thread of the pool. What still runs in
     * it is cancelled. Closing a second time does nothing.
     */
    @Override
    void close();
}
