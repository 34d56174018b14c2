package org.clutch.testkit.defect;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Some messages are in two places afterwards, or in none. */
final class RetirementDefects {
    private RetirementDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("accepts messages after its retirement", Accepting::new, "conduitThatWasNeverUsedRetires",
                        "restComesBackInOrder"),
                Defect.of("is full after its retirement", Full::new, "conduitThatWasNeverUsedRetires"),
                Defect.of("yields messages after its retirement", Yielding::new, "restComesBackInOrder",
                        "messageIsEitherTakenOrHandedBack"),
                Defect.of("hands back the newest first", Reversed::new, "restComesBackInOrder",
                        "messagesMoveThroughManyConduits", "everyMessageIsInExactlyOnePlace",
                        "nothingIsLostWhenConduitsAreReplacedUnderLoad"),
                Defect.of("hands back nothing", Forgetting::new, "restComesBackInOrder",
                        "offerIsEitherHandedBackOrRefused", "ofTwoRetirementsOneGetsTheMessages"),
                Defect.of("hands back as many as the capacity", UpToCapacity::new,
                        "messagesBeyondTheCapacityComeBackToo"),
                Defect.of("hands back the last message that was taken", TakenToo::new, "conduitThatWasEmptiedRetires"),
                Defect.of("hands back its messages whenever it is asked", Repeating::new, "restComesBackInOrder",
                        "messagesBeyondTheCapacityComeBackToo"),
                Defect.of("has a size after its retirement", Sized::new, "conduitThatWasNeverUsedRetires"),
                Defect.of("publishes after it has been emptied, when a sender stalls", StalledSender::new,
                        "offerIsEitherHandedBackOrRefused", "everyMessageIsInExactlyOnePlace"),
                Defect.of("gives a message that it has handed back, when a receiver stalls", StalledReceiver::new,
                        "messageIsEitherTakenOrHandedBack", "everyMessageIsInExactlyOnePlace"),
                Defect.of("hands back its messages to two who ask together", TwoAtOnce::new,
                        "ofTwoRetirementsOneGetsTheMessages"),
                Defect.of("yields messages when a second retirement is over before the first", Overtaken::new,
                        "ofTwoRetirementsOneGetsTheMessages"));
    }

    private static final class Accepting extends PlainConduit {
        Accepting(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return retired ? Offer.ACCEPTED : super.add(message);
        }
    }

    private static final class Full extends PlainConduit {
        Full(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return retired ? Offer.FULL : super.add(message);
        }
    }

    private static final class Yielding extends PlainConduit {
        Yielding(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public List<Message> retire() {
            lock.lock();
            try {
                List<Message> rest = retired ? List.of() : rest();
                retired = true;
                return rest;
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Reversed extends PlainConduit {
        Reversed(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        List<Message> rest() {
            return List.copyOf(messages.reversed());
        }
    }

    private static final class Forgetting extends PlainConduit {
        Forgetting(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        List<Message> rest() {
            return List.of();
        }
    }

    private static final class UpToCapacity extends PlainConduit {
        UpToCapacity(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        List<Message> rest() {
            return List.copyOf(
                    capacity > 0 ? messages.subList(0, Math.min(capacity, messages.size())) : messages);
        }
    }

    private static final class TakenToo extends PlainConduit {
        private Message last;

        TakenToo(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            last = super.taken();
            return last;
        }

        @Override
        List<Message> rest() {
            return messages.isEmpty() && last != null ? List.of(last) : super.rest();
        }
    }

    private static final class Repeating extends PlainConduit {
        private List<Message> handedBack;

        Repeating(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        List<Message> rest() {
            if (handedBack == null) {
                handedBack = super.rest();
            }
            return handedBack;
        }
    }

    private static final class Sized extends PlainConduit {
        Sized(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int size() {
            return retired ? 1 : super.size();
        }
    }

    /** One volatile read alone is not enough. */
    private static final class StalledSender extends PlainConduit {
        private volatile boolean sealed;

        StalledSender(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            if (sealed) {
                return Offer.RETIRED;
            }
            stall();
            return super.offer(message);
        }

        @Override
        Offer add(Message message) {
            if (isFull()) {
                return Offer.FULL;
            }
            messages.addLast(message);
            return Offer.ACCEPTED;
        }

        @Override
        public List<Message> retire() {
            sealed = true;
            return super.retire();
        }
    }

    private static final class StalledReceiver extends PlainConduit {
        StalledReceiver(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            lock.lock();
            Message first = messages.isEmpty() ? null : messages.getFirst();
            lock.unlock();
            stall();
            lock.lock();
            boolean mine = first != null && (messages.remove(first) || retired);
            lock.unlock();
            if (mine) {
                listener.writable();
                return first;
            }
            return first == null ? null : poll();
        }
    }

    private static final class TwoAtOnce extends PlainConduit {
        TwoAtOnce(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public List<Message> retire() {
            lock.lock();
            List<Message> rest = rest();
            lock.unlock();
            stall();
            super.retire();
            return rest;
        }
    }

    private static final class Overtaken extends PlainConduit {
        private final AtomicBoolean first = new AtomicBoolean(true);

        Overtaken(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public List<Message> retire() {
            if (!first.getAndSet(false)) {
                return List.of();
            }
            stall();
            return super.retire();
        }
    }
}
