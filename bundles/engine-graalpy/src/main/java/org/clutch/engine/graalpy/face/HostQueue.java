package org.clutch.engine.graalpy.face;

import java.time.Duration;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ItemInterpreterDestroyedException;
import org.clutch.channel.UnboundItems;
import org.graalvm.polyglot.HostAccess;

/** One queue, for Python. It keeps the queue alive. */
public final class HostQueue {
    /** Over before a caller would park: it only tries for as often as each wait does first. */
    static final Duration MOMENT = Duration.ofNanos(1);

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

    /** Gives the rule for what is put, by its number. */
    @HostAccess.Export
    public int unboundItems() {
        return queue.unboundItems().ordinal();
    }

    /** Gives this queue for puts under another rule. */
    @HostAccess.Export
    public HostQueue under(int rule) {
        return new HostQueue(queue.withUnboundItems(UnboundItems.values()[rule]), border);
    }

    /** Puts a message; false if there is no room. */
    @HostAccess.Export
    public boolean offer(Object value) {
        try {
            return queue.offer(Crossed.fromPython(value, border));
        } catch (ChannelClosedException e) {
            // Putting it in earnest says what is wrong.
            return false;
        }
    }

    /** Puts a message; false if there is no room and none for a moment. For those who would wait then. */
    @HostAccess.Export
    public boolean offerPatiently(Object value) {
        Object data = Crossed.fromPython(value, border);
        try {
            return queue.offer(data) || queue.offer(data, MOMENT);
        } catch (ChannelClosedException e) {
            return false;
        } catch (InterruptedException e) {
            // It is for the wait that follows.
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes a message, or gives what says that there is none. */
    @HostAccess.Export
    public Object poll() {
        try {
            return toPython(queue.poll());
        } catch (ItemInterpreterDestroyedException e) {
            return Crossed.DESTRUCTION;
        } catch (ChannelClosedException e) {
            return Crossed.failed(Failure.of(e));
        }
    }

    /** Takes a message, or gives what says that there is none and none for a moment. For those who would wait then. */
    @HostAccess.Export
    public Object pollPatiently() {
        try {
            Object message = queue.poll();
            return toPython(message == InterpreterQueue.EMPTY ? queue.poll(MOMENT) : message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Crossed.NOTHING;
        } catch (ItemInterpreterDestroyedException e) {
            return Crossed.DESTRUCTION;
        } catch (ChannelClosedException e) {
            return Crossed.failed(Failure.of(e));
        }
    }

    /**
     * Puts a message, and waits for room.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return what says how it went
     */
    @HostAccess.Export
    public Object put(Object value, long nanos) {
        Object data = Crossed.fromPython(value, border);
        try {
            return Waits.await(() -> sent(data, nanos));
        } catch (ChannelClosedException e) {
            return Crossed.failed(Failure.of(e));
        }
    }

    private Crossed sent(Object data, long nanos) throws InterruptedException {
        if (nanos < 0) {
            queue.put(data);
            return Crossed.SUCCESS;
        }
        return queue.offer(data, Duration.ofNanos(nanos)) ? Crossed.SUCCESS : Crossed.NOTHING;
    }

    /**
     * Takes a message, and waits for one.
     *
     * @param nanos how long at most; negative for as long as it takes
     * @return the message, or what says that there was none, that the wait may go on, or that it was interrupted
     */
    @HostAccess.Export
    public Object take(long nanos) {
        try {
            Object taken = Waits
                    .await(() -> new Taken(nanos < 0 ? queue.take() : queue.poll(Duration.ofNanos(nanos))));
            return taken instanceof Taken(Object message) ? toPython(message) : taken;
        } catch (ItemInterpreterDestroyedException e) {
            return Crossed.DESTRUCTION;
        } catch (ChannelClosedException e) {
            return Crossed.failed(Failure.of(e));
        }
    }

    private record Taken(Object message) {}

    /** Gives what Python gets of a receive. */
    static Object toPython(Object message) {
        if (message == InterpreterQueue.EMPTY) {
            return Crossed.NOTHING;
        }
        return message == InterpreterQueue.UNBOUND ? Crossed.GONE : Crossed.toPython(message);
    }
}
