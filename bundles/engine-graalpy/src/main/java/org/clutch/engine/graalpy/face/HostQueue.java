package org.clutch.engine.graalpy.face;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.clutch.channel.InterpreterQueue;
import org.clutch.engine.graalpy.internals.Safepoints;
import org.graalvm.polyglot.HostAccess;

/** One queue, for Python. It keeps the queue alive. */
public final class HostQueue {
    private static final int TIMED_OUT = Crossed.EMPTY;
    private static final int AGAIN = Crossed.AGAIN;
    private static final int DONE = 2;
    private static final int INTERRUPTED = Crossed.INTERRUPTED;

    private final InterpreterQueue queue;
    private final Border border;

    HostQueue(InterpreterQueue queue, Border border) {
        this.queue = queue;
        this.border = border;
    }

    /** Gives the queue's id. */
    @HostAccess.Export
    public long id() {
        return queue.id();
    }

    /** Gives the bound. */
    @HostAccess.Export
    public int maxSize() {
        return queue.maxSize();
    }

    /** Counts the messages. */
    @HostAccess.Export
    public int size() {
        return queue.size();
    }

    /** Puts a message; false if there is no room. */
    @HostAccess.Export
    public boolean offer(Object value) {
        return queue.offer(Crossed.fromPython(value, border));
    }

    /** Takes a message, or gives what says that there is none. */
    @HostAccess.Export
    public Object poll() {
        return toPython(queue.poll());
    }

    /**
     * Puts a message, and waits for room.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return one of the four constants
     */
    @HostAccess.Export
    public int put(Object value, long nanos) {
        Object data = Crossed.fromPython(value, border);
        return switch (await(() -> sent(data, nanos))) {
            case Boolean sent -> sent ? DONE : TIMED_OUT;
            case Integer status -> status;
            default -> throw new IllegalStateException();
        };
    }

    private boolean sent(Object data, long nanos) throws InterruptedException {
        if (nanos < 0) {
            queue.put(data);
            return true;
        }
        return queue.offer(data, Duration.ofNanos(nanos));
    }

    /**
     * Takes a message, and waits for one.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return the message, or what says that there was none, that the wait may go on, or that it was interrupted
     */
    @HostAccess.Export
    public Object take(long nanos) {
        Object taken = await(() -> new Taken(nanos < 0 ? queue.take() : queue.poll(Duration.ofNanos(nanos))));
        if (taken instanceof Taken(Object message)) {
            return toPython(message);
        }
        return taken.equals(AGAIN) ? Crossed.LATER : Crossed.INTERRUPTION;
    }

    private record Taken(Object message) {}

    /** Waits; gives a status instead of a result when the wait was left before its time. */
    private static Object await(Callable<Object> wait) {
        try {
            Object result = Safepoints.await(wait);
            return result == Safepoints.AGAIN ? (Object) AGAIN : result;
        } catch (InterruptedException e) {
            // Somebody in Java wants this thread to end: it keeps the flag, and Python raises KeyboardInterrupt.
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    private static Object toPython(Object message) {
        return message == InterpreterQueue.EMPTY ? Crossed.NOTHING : Crossed.toPython(message);
    }
}
