package org.clutch.testkit.defect;

import java.util.List;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Several messages with one call are not what one by one would be. */
final class BatchDefects {
    private BatchDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("takes several in reverse", offering(BatchDefects::inReverse), "severalGoInAndComeOutInOrder",
                        "everyMessageOfManyComesOnceAndInOrder"),
                Defect.of("puts several before what is there", offering((conduit, some) -> {
                    add(conduit, 0, some);
                    conduit.listener.readable(some.size());
                    return some.size();
                }), "severalMixWithSingleOnes"),
                Defect.of("says that all of several went in", offering((conduit, some) -> {
                    some.forEach(conduit::offer);
                    return some.size();
                }), "noMoreGoInThanThereIsRoomFor"),
                Defect.of("tells of several once", offering((conduit, some) -> {
                    add(conduit, conduit.size(), some);
                    conduit.listener.readable();
                    return some.size();
                }), "eachIsHeard"),
                Defect.of("takes one although none was given", offering((conduit, some) -> {
                    conduit.offer(some.isEmpty() ? Message.of("m", 0) : some.getFirst());
                    return 1;
                }), "nothingIsAskedForAndNothingHappens"),
                Defect.of("takes several after its end", offering((conduit, some) -> {
                    add(conduit, conduit.size(), some);
                    conduit.listener.readable(some.size());
                    return some.size();
                }), "retiredConduitTakesAndGivesNone"),
                Defect.of("gives several before it has taken them out", Hasty::new,
                        "everyMessageOfManyComesOnceAndInOrder"));
    }

    private interface Offers {
        int offer(PlainConduit conduit, List<Message> some);
    }

    private static Defect.Opener offering(Offers offers) {
        return (capacity, preloaded, listener) -> new PlainConduit(capacity, preloaded, listener) {
            @Override
            public int offerMany(Message[] all, int from, int to) {
                return offers.offer(this, List.of(all).subList(from, to));
            }
        };
    }

    private static int inReverse(PlainConduit conduit, List<Message> some) {
        int in = 0;
        for (Message message : some.reversed()) {
            if (conduit.offer(message) != Offer.ACCEPTED) {
                break;
            }
            in++;
        }
        return in;
    }

    private static void add(PlainConduit conduit, int index, List<Message> some) {
        conduit.lock.lock();
        try {
            conduit.messages.addAll(index, some);
        } finally {
            conduit.lock.unlock();
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
