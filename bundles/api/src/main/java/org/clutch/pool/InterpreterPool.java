package org.clutch.pool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.clutch.interpreter.Interpreter;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Interpreters for hire, made and kept as a configuration says: a service with the property {@link #NAME}. Any thread may
 * call, virtual ones too.
 *
 * <p>Whoever asks first is served first: callers of {@link #lease()} and tasks wait in one line. An interpreter that was
 * interrupted, went beyond a limit, ran out of memory, was closed, or has threads left is ended when it comes back, and
 * replaced. What happens before a lease is closed <i>happens-before</i> what the next one does.
 */
@ProviderType
public interface InterpreterPool {
    /** The service property that names the pool, a {@code String}: what follows {@code org.clutch.pool~} in the PID. */
    String NAME = "clutch.pool";

    /**
     * Gives the name of this pool.
     *
     * @return the name
     */
    String name();

    /**
     * Hires an interpreter, and waits for one as long as the key {@code maxWait} of the configuration says. If none is ready
     * and there may be more, one is made, which takes its time beyond that.
     *
     * @return an interpreter for the caller alone, to be closed when done
     * @throws PoolExhaustedException if all were on loan all the time
     * @throws PoolClosedException if this pool has ended
     * @throws PoolException if an interpreter was to be made and could not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was hired
     */
    Lease lease() throws InterruptedException;

    /**
     * Hires an interpreter as {@link #lease()} does, but with a wait of its own.
     *
     * @param maxWait how long to wait at most; zero or less does not wait
     * @return an interpreter for the caller alone, to be closed when done
     * @throws PoolExhaustedException if all were on loan all the time
     * @throws PoolClosedException if this pool has ended
     * @throws PoolException if an interpreter was to be made and could not
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was hired
     */
    Lease lease(Duration maxWait) throws InterruptedException;

    /**
     * Has a function called in an interpreter of this pool, in a thread of the pool. Does not block: the task waits for its
     * turn as long as that takes.
     *
     * <p>The future completes when the interpreter is back. It fails with what {@link Interpreter#call(String, Object...)}
     * throws, with {@link PoolException} if no interpreter could be made, and with {@link PoolClosedException} if the pool
     * ended first. If it is cancelled before the task has begun, the task never does; later that changes nothing.
     *
     * @param function {@code module:qualname}, or a qualname in {@code __main__}, where {@code warmup} may have defined it
     * @param args positional arguments, as in {@link Interpreter#call(String, Object...)}
     * @return the result to come
     * @throws PoolClosedException if this pool has ended
     */
    CompletableFuture<Object> submit(String function, Object... args);

    /**
     * Has something done with an interpreter of this pool, in a thread of the pool, as
     * {@link #submit(String, Object...)} does.
     *
     * @param <T> the type of the result
     * @param task what to do; it must not keep the interpreter
     * @return the result to come
     * @throws PoolClosedException if this pool has ended
     */
    <T> CompletableFuture<T> submit(Function<? super Interpreter, ? extends T> task);

    /**
     * Has a function called with each of many items: as many tasks, which all interpreters take from one line, so that they
     * are busy to the end. Does not block.
     *
     * @param function as in {@link #submit(String, Object...)}
     * @param items the one argument of each call; null stands for {@code None}
     * @return the results to come, in the order of the items; if calls fail, the failure of the first item of those, and
     *         then tasks that have not begun never do
     * @throws PoolClosedException if this pool has ended
     */
    CompletableFuture<List<Object>> map(String function, List<?> items);

    /**
     * Says what this pool is doing. Does not block.
     *
     * @return a snapshot; its numbers are taken one after the other
     */
    PoolStatistics statistics();
}
