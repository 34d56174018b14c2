package org.clutch.testkit.defect;

import java.util.List;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** The bound is another one. */
final class CapacityDefects {
    private CapacityDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("ignores the capacity", bound(_ -> 0), "boundedConduitIsFullWhenItHasItsCapacity",
                        "eachMessageThatIsTakenMakesRoomForOne", "sendersWhoComeAtTheSameTimeFillItExactly",
                        "boundHoldsUnderLoad", "randomCallsDoWhatAQueueDoes"),
                Defect.of("takes one more than the capacity", bound(it -> it > 0 ? it + 1 : 0),
                        "boundedConduitIsFullWhenItHasItsCapacity", "sendersWhoComeAtTheSameTimeFillItExactly",
                        "boundHoldsUnderLoad"),
                Defect.of("takes one less than the capacity", bound(it -> it > 1 ? it - 1 : it),
                        "boundedConduitIsFullWhenItHasItsCapacity", "roomIsFoundAsSoonAsAReceiverHasMadeIt"),
                Defect.of("rounds the capacity up to a power of two",
                        bound(it -> it > 1 ? Integer.highestOneBit(it - 1) << 1 : it),
                        "boundedConduitIsFullWhenItHasItsCapacity", "sendersWhoComeAtTheSameTimeFillItExactly"),
                Defect.of("takes a negative capacity for a small one", bound(it -> it < 0 ? 1 : it),
                        "capacityOfZeroOrLessIsNoBound"),
                Defect.of("has a bound that it does not tell", bound(it -> it > 0 && it < 1_000 ? it : 1_000),
                        "capacityOfZeroOrLessIsNoBound", "largestCapacityOfAllCanBeOpened", "largeRestComesBack"),
                Defect.of("reserves what the capacity may need", Reserving::new, "largestCapacityOfAllCanBeOpened"),
                Defect.of("drops what is preloaded beyond the capacity",
                        (capacity, preloaded, listener) -> new PlainConduit(capacity,
                                preloaded.subList(0, capacity > 0
                                        ? Math.min(capacity, preloaded.size())
                                        : preloaded.size()),
                                listener),
                        "preloadedMessagesMayBeMoreThanTheCapacity", "messagesBeyondTheCapacityComeBackToo"),
                Defect.of("does not count what is preloaded", Uncounted::new,
                        "preloadedMessagesMayBeMoreThanTheCapacity"),
                Defect.of("looks for room before it takes its lock", CheckThenAct::new,
                        "sendersWhoComeAtTheSameTimeFillItExactly", "boundHoldsUnderLoad"),
                Defect.of("notes later that there is room", Late::new, "eachMessageThatIsTakenMakesRoomForOne",
                        "roomIsFoundAsSoonAsAReceiverHasMadeIt"),
                Defect.of("says that it is full when somebody else is at work", Impatient::new,
                        "sendersWhoComeAtTheSameTimeFillItExactly", "roomIsFoundAsSoonAsAReceiverHasMadeIt"),
                Defect.of("counts without a lock", Counting::new, "boundHoldsUnderLoad"),
                Defect.ofRendezvous("is a rendezvous with a bound", PlainConduit::new, "rendezvousRefusesNobody"));
    }

    private interface Bound {
        int of(int capacity);
    }

    private static Defect.Opener bound(Bound bound) {
        return (capacity, preloaded, listener) -> new PlainConduit(bound.of(capacity), preloaded, listener);
    }

    private static final class Reserving extends PlainConduit {
        private final Message[] reserved;

        Reserving(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            reserved = new Message[Math.max(0, capacity)];
        }

        @Override
        boolean isFull() {
            return super.isFull() || capacity > 0 && messages.size() == reserved.length;
        }
    }

    private static final class Uncounted extends PlainConduit {
        private int offered;

        Uncounted(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            offered = -preloaded.size();
        }

        @Override
        Message stored(Message message) {
            offered++;
            return message;
        }

        @Override
        Message taken() {
            if (offered > 0) {
                offered--;
            }
            return super.taken();
        }

        @Override
        boolean isFull() {
            return capacity > 0 && offered >= capacity;
        }
    }

    private static final class CheckThenAct extends PlainConduit {
        CheckThenAct(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            if (capacity > 0 && size() >= capacity) {
                return Offer.FULL;
            }
            stall();
            return super.offer(message);
        }

        @Override
        boolean isFull() {
            return false;
        }
    }

    private static final class Late extends PlainConduit {
        private int takenBefore;

        Late(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            takenBefore = 1;
            return super.taken();
        }

        @Override
        boolean isFull() {
            boolean full = capacity > 0 && messages.size() + takenBefore >= capacity;
            takenBefore = 0;
            return full;
        }
    }

    private static final class Impatient extends PlainConduit {
        Impatient(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            if (!lock.tryLock()) {
                return Offer.FULL;
            }
            try {
                stall();
                return super.offer(message);
            } finally {
                lock.unlock();
            }
        }

        @Override
        Message taken() {
            stall();
            return super.taken();
        }
    }

    /** Its size is the difference of two counters that are read one after the other. */
    private static final class Counting extends PlainConduit {
        private volatile int accepted;
        private volatile int taken;

        Counting(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            accepted = preloaded.size();
        }

        @Override
        Message stored(Message message) {
            accepted++;
            return message;
        }

        @Override
        Message taken() {
            taken++;
            return super.taken();
        }

        @Override
        public int size() {
            int before = accepted;
            stall();
            return retired ? 0 : before - taken;
        }
    }
}
