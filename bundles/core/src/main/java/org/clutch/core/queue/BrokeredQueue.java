package org.clutch.core.queue;

import java.time.Duration;
import java.util.List;
import org.clutch.channel.InterpreterQueue;
import org.clutch.share.CrossInterpreterData;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * A queue over whatever conduit there is at the moment.
 *
 * <p>All waiting is here, and each wait is a loop of <em>announce, try, park</em>: a caller counts itself in before it
 * tries, and whoever changes the conduit looks at that count after the change; so either the caller sees the change or the
 * changer sees the caller. See {@link WaitingRoom}.
 *
 * <p>Suspension: the messages of a retired conduit stay here, ahead of nothing else, until a transport takes them. Only the
 * broker suspends and resumes, under its monitor.
 */
final class BrokeredQueue implements InterpreterQueue, ConduitListener {
    private final long id;
    private final int maxSize;
    private final WaitingRoom receivers = new WaitingRoom();
    private final WaitingRoom senders = new WaitingRoom();
    /** Where the messages are. Written by the broker under its monitor. */
    private volatile Place place = new Suspended(List.of());

    private sealed interface Place {}

    private record Open(Conduit conduit) implements Place {}

    private record Suspended(List<Message> kept) implements Place {}

    BrokeredQueue(long id, int maxSize) {
        this.id = id;
        this.maxSize = maxSize;
    }

    /** Takes the messages back; if that fails they are lost, and the queue is suspended all the same. */
    void suspend() {
        if (place instanceof Open(Conduit retiring)) {
            List<Message> left = List.of();
            try {
                left = retiring.retire();
            } finally {
                place = new Suspended(left);
            }
        }
    }

    /** Hands the messages over; if that fails the queue stays suspended and keeps them. */
    void resume(Transport transport) {
        if (place instanceof Suspended(List<Message> kept)) {
            place = new Open(transport.open(maxSize, kept, this));
            receivers.wakeAll();
            senders.wakeAll();
        }
    }

    @Override
    public void readable() {
        receivers.wakeOne();
    }

    @Override
    public void writable() {
        senders.wakeOne();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public int maxSize() {
        return maxSize;
    }

    @Override
    public int size() {
        return switch (place) {
            case Open(Conduit conduit) -> conduit.size();
            case Suspended(List<Message> kept) -> kept.size();
        };
    }

    @Override
    public void put(Object value) throws InterruptedException {
        Message message = Message.of(CrossInterpreterData.of(value), 0);
        if (!send(message)) {
            senders.await(() -> send(message) ? message : null);
        }
    }

    @Override
    public boolean offer(Object value) {
        return send(Message.of(CrossInterpreterData.of(value), 0));
    }

    @Override
    public boolean offer(Object value, Duration timeout) throws InterruptedException {
        Message message = Message.of(CrossInterpreterData.of(value), 0);
        return send(message) || senders.await(() -> send(message) ? message : null, timeout) != null;
    }

    @Override
    public Object take() throws InterruptedException {
        Message message = receive();
        return (message != null ? message : receivers.await(this::receive)).payload();
    }

    @Override
    public Object poll() {
        return payload(receive());
    }

    @Override
    public Object poll(Duration timeout) throws InterruptedException {
        Message message = receive();
        return payload(message != null ? message : receivers.await(this::receive, timeout));
    }

    private static Object payload(Message message) {
        return message == null ? EMPTY : message.payload();
    }

    private boolean send(Message message) {
        return place instanceof Open(Conduit conduit) && conduit.offer(message) == Offer.ACCEPTED;
    }

    private Message receive() {
        return place instanceof Open(Conduit conduit) ? conduit.poll() : null;
    }

    @Override
    public String toString() {
        return "queue " + id;
    }
}
