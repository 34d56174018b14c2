package org.clutch.transport.queue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/**
 * A FIFO under one lock, which every caller holds for a few instructions. The lock orders all: a message is published by
 * the unlock of its offer and seen by the lock of its poll; retirement is one more critical section, so no offer or poll
 * can be half-way when it empties the buffer. The listener is called after the unlock.
 */
final class LockedQueueConduit implements Conduit {
    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;
    private final ConduitListener listener;
    /** Guarded by the lock. */
    private final ArrayDeque<Message> messages;
    /** Guarded by the lock; never false again. */
    private boolean retired;

    LockedQueueConduit(int capacity, List<Message> preloaded, ConduitListener listener) {
        this.capacity = capacity > 0 ? capacity : Integer.MAX_VALUE;
        this.messages = new ArrayDeque<>(preloaded);
        this.listener = listener;
    }

    @Override
    public Offer offer(Message message) {
        lock.lock();
        try {
            if (retired) {
                return Offer.RETIRED;
            }
            if (messages.size() >= capacity) {
                return Offer.FULL;
            }
            messages.addLast(message);
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
        } finally {
            lock.unlock();
        }
        if (message != null) {
            listener.writable();
        }
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
}
