package org.clutch.itests.stress.seeded;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * Broken on purpose, in the way that suggests itself: one volatile flag stands for the end. A sender that read it, and then
 * stalls, publishes into a conduit that has been emptied meanwhile; a receiver that stalls is harmless. So a message is
 * accepted and lost.
 */
public final class OneVolatileReadTransport implements Transport {
    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return new OneVolatileReadConduit(preloaded, listener);
    }

    private static final class OneVolatileReadConduit implements Conduit {
        private final Queue<Message> messages;
        private final ConduitListener listener;
        private volatile boolean retired;

        OneVolatileReadConduit(List<Message> preloaded, ConduitListener listener) {
            this.messages = new ConcurrentLinkedQueue<>(preloaded);
            this.listener = listener;
        }

        @Override
        public Offer offer(Message message) {
            if (retired) {
                return Offer.RETIRED;
            }
            messages.add(message);
            listener.readable();
            return Offer.ACCEPTED;
        }

        @Override
        public Message poll() {
            Message message = messages.poll();
            if (message != null) {
                listener.writable();
            }
            return message;
        }

        @Override
        public int size() {
            return messages.size();
        }

        @Override
        public List<Message> retire() {
            retired = true;
            List<Message> left = new ArrayList<>();
            for (Message message = messages.poll(); message != null; message = messages.poll()) {
                left.add(message);
            }
            return left;
        }
    }
}
