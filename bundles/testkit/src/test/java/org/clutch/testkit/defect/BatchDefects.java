package org.clutch.testkit.defect;

import java.util.List;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Several messages with one call are not what one by one would be. */
final class BatchDefects {
    private BatchDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("takes several in reverse", Reversing::new, "severalGoInAndComeOutInOrder",
                        "everyMessageOfManyComesOnceAndInOrder"),
                Defect.of("puts several before what is there", Preferring::new, "severalMixWithSingleOnes"),
                Defect.of("says that all of several went in", Boasting::new, "noMoreGoInThanThereIsRoomFor"),
                Defect.of("tells of several once", Curt::new, "eachIsHeard"),
                Defect.of("takes one although none was given", Eager::new, "nothingIsAskedForAndNothingHappens"),
                Defect.of("takes several after its end", Undying::new, "retiredConduitTakesAndGivesNone"),
                Defect.of("gives several before it has taken them out", Hasty::new,
                        "everyMessageOfManyComesOnceAndInOrder"));
    }

    private static final class Reversing extends PlainConduit {
        Reversing(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            int next = to;
            while (next > from && offer(all[next - 1]) == Offer.ACCEPTED) {
                next--;
            }
            return to - next;
        }
    }

    private static final class Preferring extends PlainConduit {
        Preferring(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            lock.lock();
            try {
                messages.addAll(0, List.of(all).subList(from, to));
            } finally {
                lock.unlock();
            }
            listener.readable(to - from);
            return to - from;
        }
    }

    private static final class Boasting extends PlainConduit {
        Boasting(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            super.offerMany(all, from, to);
            return to - from;
        }
    }

    private static final class Curt extends PlainConduit {
        Curt(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            lock.lock();
            try {
                messages.addAll(List.of(all).subList(from, to));
            } finally {
                lock.unlock();
            }
            listener.readable();
            return to - from;
        }
    }

    private static final class Eager extends PlainConduit {
        Eager(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            int next = from;
            do {
                if (offer(all[next]) != Offer.ACCEPTED) {
                    break;
                }
                next++;
            } while (next < to);
            return next - from;
        }
    }

    private static final class Undying extends PlainConduit {
        Undying(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int offerMany(Message[] all, int from, int to) {
            lock.lock();
            try {
                for (int i = from; i < to; i++) {
                    messages.addLast(all[i]);
                }
            } finally {
                lock.unlock();
            }
            listener.readable(to - from);
            return to - from;
        }
    }

    private static final class Hasty extends PlainConduit {
        Hasty(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public int pollMany(Message[] into, int from, int to) {
            List<Message> some;
            lock.lock();
            try {
                some = List.copyOf(messages.subList(0, Math.min(messages.size(), to - from)));
            } finally {
                lock.unlock();
            }
            stall();
            lock.lock();
            try {
                messages.removeAll(some);
            } finally {
                lock.unlock();
            }
            for (int i = 0; i < some.size(); i++) {
                into[from + i] = some.get(i);
            }
            if (!some.isEmpty()) {
                listener.writable(some.size());
            }
            return some.size();
        }
    }
}
