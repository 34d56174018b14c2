package org.clutch.testkit.defect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Calls that come at the same time get in each other's way. */
final class ContentionDefects {
    private ContentionDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("has no lock", Unlocked::new, "everyMessageComesOnceAndInOrder"),
                Defect.of("has a line for each sender", Lines::new, "orderHoldsFromOneSenderToTheOther"),
                Defect.of("has a buffer for each receiver", Buffering::new, "orderHoldsFromOneReceiverToTheOther"),
                Defect.of("hides messages behind one whose sender has stalled", Claiming::new,
                        "messageIsFoundAsSoonAsItIsAccepted"),
                Defect.of("says that it is empty when somebody else is at work", Impatient::new,
                        "messageIsFoundAsSoonAsItIsAccepted"),
                Defect.of("gives a message before it takes it out", CheckThenAct::new,
                        "oneOfManyReceiversGetsTheLastMessage", "everyMessageComesOnceAndInOrder",
                        "messageIsEitherTakenOrHandedBack"),
                Defect.of("waits for room", Blocking::new, "nothingElseIsHeard"),
                Defect.of("waits for messages", Waiting::new, "newConduitIsEmpty"));
    }

    /** A linked list, of which everybody sees everything at once, but in which two may do the same. */
    private static final class Unlocked implements Conduit {
        private final ConduitListener listener;
        private volatile Node head = new Node(null);
        private volatile Node tail = head;

        private static final class Node {
            private final Message message;
            private volatile Node next;

            Node(Message message) {
                this.message = message;
            }
        }

        Unlocked(int capacity, List<Message> preloaded, ConduitListener listener) {
            this.listener = listener;
            preloaded.forEach(this::add);
        }

        private void add(Message message) {
            Node last = tail;
            PlainConduit.stall();
            last.next = new Node(message);
            tail = last.next;
        }

        @Override
        public Offer offer(Message message) {
            add(message);
            listener.readable();
            return Offer.ACCEPTED;
        }

        @Override
        public Message poll() {
            Node first = head.next;
            if (first == null) {
                return null;
            }
            PlainConduit.stall();
            head = first;
            listener.writable();
            return first.message;
        }

        @Override
        public int size() {
            int size = 0;
            for (Node node = head.next; node != null; node = node.next) {
                size++;
            }
            return size;
        }

        @Override
        public List<Message> retire() {
            List<Message> rest = new ArrayList<>();
            for (Message message = poll(); message != null; message = poll()) {
                rest.add(message);
            }
            return rest;
        }
    }

    /** Takes all that the first sender has sent, then what the next one has. */
    private static final class Lines extends PlainConduit {
        private final Map<Thread, List<Message>> lines = new LinkedHashMap<>();

        Lines(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            lines.put(Thread.currentThread(), new ArrayList<>(preloaded));
        }

        @Override
        Message stored(Message message) {
            lines.computeIfAbsent(Thread.currentThread(), _ -> new ArrayList<>()).add(message);
            return message;
        }

        @Override
        Message taken() {
            List<Message> line = lines.values().stream().filter(each -> !each.isEmpty()).findFirst().orElseThrow();
            messages.remove(line.getFirst());
            return line.removeFirst();
        }
    }

    /** Takes two at a time, and gives the second one to the same receiver when it comes again. */
    private static final class Buffering extends PlainConduit {
        private final Map<Thread, Message> buffers = new LinkedHashMap<>();

        Buffering(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            Message mine = buffers.remove(Thread.currentThread());
            if (mine == null) {
                mine = unreserved();
            }
            if (mine != null) {
                messages.remove(mine);
                Message next = unreserved();
                if (next != null) {
                    buffers.put(Thread.currentThread(), next);
                }
            }
            return mine;
        }

        private Message unreserved() {
            return messages.stream().filter(each -> !buffers.containsValue(each)).findFirst().orElse(null);
        }
    }

    /** A sender claims its place, and publishes a moment later; one in three has stalled in between. */
    private static final class Claiming extends PlainConduit {
        private final List<Message> published = new ArrayList<>();

        Claiming(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            published.addAll(preloaded);
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
                for (int i = message.hashCode() % 3 == 0 ? 5 : 0; i > 0; i--) {
                    stall();
                }
                lock.lock();
                published.add(message);
                lock.unlock();
                listener.readable();
            }
            return offer;
        }

        @Override
        Message taken() {
            return published.remove(messages.getFirst()) ? super.taken() : null;
        }
    }

    private static final class Impatient extends PlainConduit {
        Impatient(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message stored(Message message) {
            stall();
            return message;
        }

        @Override
        public Message poll() {
            if (!lock.tryLock()) {
                return null;
            }
            try {
                return super.poll();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class CheckThenAct extends PlainConduit {
        CheckThenAct(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            Message first;
            lock.lock();
            first = messages.isEmpty() ? null : messages.getFirst();
            lock.unlock();
            if (first == null) {
                return null;
            }
            stall();
            lock.lock();
            messages.remove(first);
            lock.unlock();
            listener.writable();
            return first;
        }
    }

    private static final class Blocking extends PlainConduit {
        Blocking(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            Offer offer = super.offer(message);
            while (offer == Offer.FULL && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
                offer = super.offer(message);
            }
            return offer;
        }
    }

    private static final class Waiting extends PlainConduit {
        Waiting(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            Message message = super.poll();
            while (message == null && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
                message = super.poll();
            }
            return message;
        }
    }
}
