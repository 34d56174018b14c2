package org.clutch.transport.rendezvous;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/**
 * The line of messages that wait for receivers, under one lock that every caller holds for a few instructions. The lock
 * orders all: a message is published by the unlock of its offer and seen by the lock of its poll; a withdrawal and a poll of
 * one message are two critical sections, of which the first one gets it; retirement is one more, so nobody can be half-way
 * when it empties the line. The listener is called after the unlock.
 *
 * <p>A set in the order of arrival, since a sender whose time is over withdraws from anywhere in it.
 */
final class RendezvousConduit implements Conduit {
    private final ReentrantLock lock = new ReentrantLock();
    private final ConduitListener listener;
    /** Guarded by the lock. Messages are equal only to themselves. */
    private final LinkedHashSet<Message> line;
    /** Written under the lock, so that a poll in vain needs none. */
    private volatile int size;
    /** Guarded by the lock. */
    private long taken;
    /** Guarded by the lock; never false again. */
    private boolean retired;

    RendezvousConduit(List<Message> preloaded, ConduitListener listener) {
        this.line = new LinkedHashSet<>(preloaded);
        this.size = line.size();
        this.listener = listener;
    }

    @Override
    public Offer offer(Message message) {
        lock.lock();
        try {
            if (retired) {
                return Offer.RETIRED;
            }
            line.addLast(message);
            size = line.size();
        } finally {
            lock.unlock();
        }
        listener.readable();
        return Offer.ACCEPTED;
    }

    @Override
    public Message poll() {
        if (size == 0) {
            return null;
        }
        Message message;
        lock.lock();
        try {
            if (line.isEmpty()) {
                return null;
            }
            message = line.removeFirst();
            size = line.size();
            taken++;
        } finally {
            lock.unlock();
        }
        listener.writable();
        return message;
    }

    @Override
    public boolean withdraw(Message message) {
        lock.lock();
        try {
            if (!line.remove(message)) {
                return false;
            }
            size = line.size();
        } finally {
            lock.unlock();
        }
        listener.writable();
        return true;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long received() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Message> retire() {
        lock.lock();
        try {
            retired = true;
            List<Message> left = List.copyOf(line);
            line.clear();
            size = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }
}
