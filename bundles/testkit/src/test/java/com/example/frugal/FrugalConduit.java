package com.example.frugal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.share.Bytes;
import org.clutch.share.Pickle;
import org.clutch.share.Tuple;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** A FIFO under one lock, which orders all. The listener is called after the unlock. */
final class FrugalConduit implements Conduit {
    static final int ROOM = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;
    private final ConduitListener listener;
    /** Guarded by the lock, as the next two. */
    private final ArrayDeque<Message> messages;
    private long weight;
    private boolean retired;

    FrugalConduit(int capacity, List<Message> preloaded, ConduitListener listener) {
        this.capacity = capacity > 0 ? capacity : Integer.MAX_VALUE;
        this.messages = new ArrayDeque<>(preloaded);
        this.weight = preloaded.stream().mapToLong(message -> weight(message.payload())).sum();
        this.listener = listener;
    }

    @Override
    public Offer offer(Message message) {
        long more = weight(message.payload());
        lock.lock();
        try {
            if (retired) {
                return Offer.RETIRED;
            }
            if (more > ROOM) {
                throw new IllegalArgumentException("the message has " + more + " bytes; the transport 'frugal' carries "
                        + ROOM + " at most: send it in parts, or use another transport");
            }
            if (messages.size() >= capacity || weight + more > ROOM) {
                return Offer.FULL;
            }
            messages.addLast(message);
            weight += more;
        } finally {
            lock.unlock();
        }
        listener.readable();
        return Offer.ACCEPTED;
    }

    @Override
    public Message poll() {
        Message message;
        lock.lock();
        try {
            message = messages.pollFirst();
            if (message == null) {
                return null;
            }
            weight -= weight(message.payload());
        } finally {
            lock.unlock();
        }
        listener.writable();
        return message;
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Message> retire() {
        lock.lock();
        try {
            retired = true;
            List<Message> left = List.copyOf(messages);
            messages.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private static long weight(Object payload) {
        return 16 + switch (payload) {
            case String text -> 2L * text.length();
            case Bytes bytes -> bytes.length();
            case Pickle pickle -> pickle.data().length();
            case Tuple tuple -> tuple.items().stream().mapToLong(FrugalConduit::weight).sum();
            case null, default -> 0;
        };
    }
}
