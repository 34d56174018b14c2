package org.clutch.testkit.defect;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** The listener hears something else, at another time or in another place. */
final class ListenerDefects {
    private ListenerDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("tells only of the first message in an empty conduit", OnlyFirst::new,
                        "messageIsHeardOnceWhenAcceptedAndOnceWhenTaken", "everyMessageComesOnceAndInOrder",
                        "everyMessageIsInExactlyOnePlace"),
                Defect.of("tells twice", Twice::new, "messageIsHeardOnceWhenAcceptedAndOnceWhenTaken",
                        "changesOfOneAreHeardByItsOwnListener", "everyMessageIsInExactlyOnePlace"),
                Defect.of("tells of what it refuses", Refused::new, "nothingElseIsHeard"),
                Defect.of("tells of a poll in vain", InVain::new, "nothingElseIsHeard"),
                Defect.of("tells of its retirement", Retired::new, "nothingElseIsHeard"),
                Defect.of("tells of preloaded messages", (capacity, preloaded, listener) -> {
                    preloaded.forEach(_ -> listener.readable());
                    return new PlainConduit(capacity, preloaded, listener);
                }, "preloadedMessagesAreHeardOnlyWhenTaken"),
                Defect.of("tells in another thread", Elsewhere::new, "changeIsHeardInTheThreadThatMadeItAndAfterwards"),
                Defect.of("tells before the message is in", TooEarly::new,
                        "changeIsHeardInTheThreadThatMadeItAndAfterwards", "receiverThatHearsFindsTheMessage"),
                Defect.of("tells before there is room", RoomTooEarly::new, "senderThatHearsFindsTheRoom"),
                Defect.of("tells with its lock held", Locked::new, "noLockIsHeldWhileTheListenerHears",
                        "callerInItsListenerHoldsUpNobody"),
                Defect.of("waits in its retirement for those who are being told", Counted::new,
                        "noLockIsHeldWhileTheListenerHears", "callerInItsListenerHoldsUpNobody"));
    }

    private static final class OnlyFirst extends PlainConduit {
        OnlyFirst(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            lock.lock();
            boolean first = messages.isEmpty();
            Offer offer = add(message);
            lock.unlock();
            if (first && offer == Offer.ACCEPTED) {
                listener.readable();
            }
            return offer;
        }
    }

    private static final class Twice extends PlainConduit {
        Twice(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            Message message = super.poll();
            if (message != null) {
                listener.writable();
            }
            return message;
        }
    }

    private static final class Refused extends PlainConduit {
        Refused(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            Offer offer = super.offer(message);
            if (offer != Offer.ACCEPTED) {
                listener.readable();
            }
            return offer;
        }
    }

    private static final class InVain extends PlainConduit {
        InVain(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            Message message = super.poll();
            if (message == null) {
                listener.writable();
            }
            return message;
        }
    }

    private static final class Retired extends PlainConduit {
        Retired(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public List<Message> retire() {
            List<Message> rest = super.retire();
            rest.forEach(_ -> listener.writable());
            return rest;
        }
    }

    private static final class Elsewhere extends PlainConduit {
        Elsewhere(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, new ConduitListener() {
                @Override
                public void readable() {
                    inThread(listener::readable);
                }

                @Override
                public void writable() {
                    inThread(listener::writable);
                }
            });
        }

        private static void inThread(Runnable call) {
            Thread thread = Thread.ofVirtual().start(call);
            boolean interrupted = false;
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class TooEarly extends PlainConduit {
        TooEarly(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            lock.lock();
            boolean takes = !retired && !isFull();
            lock.unlock();
            if (takes) {
                listener.readable();
            }
            lock.lock();
            try {
                return add(message);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class RoomTooEarly extends PlainConduit {
        RoomTooEarly(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            lock.lock();
            boolean gives = !messages.isEmpty();
            lock.unlock();
            if (gives) {
                listener.writable();
            }
            lock.lock();
            try {
                return messages.isEmpty() ? null : taken();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Locked extends PlainConduit {
        Locked(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            lock.lock();
            try {
                return super.offer(message);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Message poll() {
            lock.lock();
            try {
                return super.poll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Counted extends PlainConduit {
        private final AtomicInteger inside = new AtomicInteger();

        Counted(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            inside.incrementAndGet();
            try {
                return super.offer(message);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public List<Message> retire() {
            while (inside.get() > 0 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return super.retire();
        }
    }
}
