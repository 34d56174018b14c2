package org.clutch.engine.graalpy.face;

import java.time.Duration;
import org.clutch.channel.InterpreterQueue;
import org.graalvm.polyglot.HostAccess;

/** One queue, for Python. It keeps the queue alive. */
public final class HostQueue {
    private static final int TIMED_OUT = Crossed.EMPTY;
    private static final int DONE = 2;

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
     * @return one of the two constants, or {@link Crossed#AGAIN} or {@link Crossed#INTERRUPTED}
     */
    @HostAccess.Export
    public int put(Object value, long nanos) {
        Object data = Crossed.fromPython(value, border);
        return switch (Waits.await(() -> sent(data, nanos))) {
            case Boolean sent -> sent ? DONE : TIMED_OUT;
            case Crossed left -> left.kind();
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
        Object taken = Waits.await(() -> new Taken(nanos < 0 ? queue.take() : queue.poll(Duration.ofNanos(nanos))));
        return taken instanceof Taken(Object message) ? toPython(message) : taken;
    }

    private record Taken(Object message) {}

    private static Object toPython(Object message) {
        return message == InterpreterQueue.EMPTY ? Crossed.NOTHING : Crossed.toPython(message);
    }
}
