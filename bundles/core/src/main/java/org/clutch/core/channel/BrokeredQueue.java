package org.clutch.core.channel;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Set;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.core.event.Events;
import org.clutch.core.event.ReceiveEvent;
import org.clutch.core.event.SendEvent;
import org.clutch.diagnosis.ChannelInfo;
import org.clutch.share.CrossInterpreterData;
import org.clutch.transport.Message;

/** A queue as one user sees it, Java code or an interpreter, who puts under one rule. All of one queue share its core. */
final class BrokeredQueue implements InterpreterQueue {
    private final Core core;
    private final User user;
    private final long tag;

    /** Who uses a queue. */
    static final class User {
        private final long interpreter;
        /** Whether it has put anything. Written by the threads of the interpreter, read once they are gone. */
        private volatile boolean hasPut;

        User(long interpreter) {
            this.interpreter = interpreter;
        }
    }

    /** What all views of a queue share. It lives as long as one of them. */
    static final class Core {
        private final long id;
        private final int maxSize;
        private final UnboundItems unboundItems;
        private final SwappableConduit line;
        private final Transports.Carried carried;

        Core(long id, int maxSize, UnboundItems unboundItems, Transports transports, WaitConfiguration waiting) {
            this.id = id;
            this.maxSize = maxSize;
            this.unboundItems = unboundItems;
            this.line = new SwappableConduit(maxSize, "queue " + id, waiting);
            this.carried = transports.carry(line, QueueBroker.TRANSPORT);
        }

        long id() {
            return id;
        }

        ChannelInfo info() {
            return new ChannelInfo(id, "queue-" + id, true, carried.transport(), line.state(), line.size(),
                    line.capacity(), line.taken(), Set.of(), Set.of(), line.room(false).waiting(),
                    line.room(true).waiting());
        }

        /** Replaces or removes what an interpreter that has ended put into it. */
        void ended(User user) {
            if (user.hasPut) {
                carried.rewrite(line,
                        message -> Origin.isFrom(message, user.interpreter) ? Origin.gone(message) : message);
            }
        }
    }

    BrokeredQueue(Core core, User user) {
        this(core, user, core.unboundItems);
    }

    private BrokeredQueue(Core core, User user, UnboundItems rule) {
        this.core = core;
        this.user = user;
        this.tag = Origin.tag(user.interpreter, rule);
    }

    Core core() {
        return core;
    }

    @Override
    public long id() {
        return core.id;
    }

    @Override
    public int maxSize() {
        return core.maxSize;
    }

    @Override
    public UnboundItems unboundItems() {
        return core.unboundItems;
    }

    @Override
    public InterpreterQueue withUnboundItems(UnboundItems rule) {
        return new BrokeredQueue(core, user, rule);
    }

    @Override
    public int size() {
        return core.line.size();
    }

    private Message message(Object value) {
        if (!user.hasPut) {
            user.hasPut = true;
        }
        return Message.of(CrossInterpreterData.of(value), tag);
    }

    @Override
    public void put(Object value) throws InterruptedException {
        sendWithin(value, Deadline.NEVER);
    }

    @Override
    public boolean offer(Object value) {
        SendEvent event = Events.send();
        return done(core.line.trySend(message(value)), event);
    }

    @Override
    public boolean offer(Object value, Duration timeout) throws InterruptedException {
        return sendWithin(value, Deadline.after(timeout));
    }

    private boolean sendWithin(Object value, Deadline deadline) throws InterruptedException {
        SendEvent event = Events.send();
        try {
            return done(core.line.sendWithin(message(value), deadline), event);
        } finally {
            // Whoever waits here holds the queue, even if the caller has forgotten it.
            Reference.reachabilityFence(core);
        }
    }

    @Override
    public Object take() throws InterruptedException {
        return receiveWithin(Deadline.NEVER);
    }

    @Override
    public Object poll() {
        ReceiveEvent event = Events.receive();
        return payload(core.line.tryReceive(), event);
    }

    @Override
    public Object poll(Duration timeout) throws InterruptedException {
        return receiveWithin(Deadline.after(timeout));
    }

    private Object receiveWithin(Deadline deadline) throws InterruptedException {
        ReceiveEvent event = Events.receive();
        try {
            return payload(core.line.receiveWithin(deadline), event);
        } finally {
            Reference.reachabilityFence(core);
        }
    }

    private boolean done(Sending sending, SendEvent event) {
        if (sending == Sending.CLOSED) {
            throw closed();
        }
        boolean done = sending == Sending.DONE || sending == Sending.PENDING;
        if (done) {
            Events.sent(event, this, user.interpreter);
        }
        return done;
    }

    private ChannelClosedException closed() {
        return new ChannelClosedException(this + " is closed: its transport lost the messages in it");
    }

    private Object payload(Message message, ReceiveEvent event) {
        if (message == SwappableConduit.END) {
            throw closed();
        }
        if (message == null) {
            return EMPTY;
        }
        Events.received(event, this, user.interpreter);
        return Origin.payload(message);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BrokeredQueue that && that.core == core;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(core.id);
    }

    @Override
    public String toString() {
        return "queue " + core.id;
    }
}
