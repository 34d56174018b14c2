package org.clutch.testkit.defect;

import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** A conduit as it should be, under one lock, in steps that subclasses get wrong. */
class PlainConduit implements Conduit {
    final ReentrantLock lock = new ReentrantLock();
    final int capacity;
    final ConduitListener listener;
    /** Guarded by the lock, as all below. */
    final List<Message> messages;
    boolean retired;

    PlainConduit(int capacity, List<Message> preloaded, ConduitListener listener) {
        this(capacity, listener, new LinkedList<>(preloaded));
    }

    PlainConduit(int capacity, ConduitListener listener, List<Message> messages) {
        this.capacity = capacity;
        this.listener = listener;
        this.messages = messages;
    }

    @Override
    public Offer offer(Message message) {
        Offer offer;
        lock.lock();
        try {
            offer = add(message);
        } finally {
            lock.unlock();
        }
        if (offer == Offer.ACCEPTED) {
            listener.readable();
        }
        return offer;
    }

    /** With the lock held. */
    Offer add(Message message) {
        if (retired) {
            return Offer.RETIRED;
        }
        if (isFull()) {
            return Offer.FULL;
        }
        messages.addLast(stored(message));
        return Offer.ACCEPTED;
    }

    /** With the lock held. */
    boolean isFull() {
        return capacity > 0 && messages.size() >= capacity;
    }

    /** With the lock held. */
    Message stored(Message message) {
        return message;
    }

    @Override
    public Message poll() {
        Message message;
        lock.lock();
        try {
            message = messages.isEmpty() ? null : taken();
        } finally {
            lock.unlock();
        }
        if (message != null) {
            listener.writable();
        }
        return message;
    }

    /** With the lock held, and not empty. */
    Message taken() {
        return messages.removeFirst();
    }

    @Override
    public boolean withdraw(Message message) {
        lock.lock();
        try {
            if (!messages.remove(message)) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        listener.writable();
        return true;
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
            List<Message> rest = rest();
            messages.clear();
            return rest;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    List<Message> rest() {
        return List.copyOf(messages);
    }

    /** What makes a race that is rare anywhere else nearly sure: others run meanwhile. */
    static void stall() {
        for (int i = 0; i < 3; i++) {
            Thread.yield();
        }
    }
}
