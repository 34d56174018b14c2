package org.clutch.testkit.defect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** What comes out is not what went in. */
final class DeliveryDefects {
    private DeliveryDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("loses one in fifty", Losing::new, "messagesComeInTheOrderInWhichTheyWereAccepted",
                        "messageThatWasTakenDoesNotComeAgain", "everyMessageComesOnceAndInOrder"),
                Defect.of("gives one in fifty twice", Repeating::new, "messagesComeInTheOrderInWhichTheyWereAccepted",
                        "messageThatWasTakenDoesNotComeAgain", "everyMessageComesOnceAndInOrder",
                        "everyMessageIsInExactlyOnePlace"),
                Defect.of("gives the newest first", Stack::new, "messagesComeInTheOrderInWhichTheyWereAccepted",
                        "randomCallsDoWhatAQueueDoes", "orderHoldsFromOneSenderToTheOther",
                        "whatTheSenderWroteBeforeIsSeen"),
                Defect.of("swaps two when there are six", Swapping::new,
                        "messagesComeInTheOrderInWhichTheyWereAccepted", "randomCallsDoWhatAQueueDoes"),
                Defect.of("drops the tag", storing(it -> Message.of(it.payload(), 0)), "tagComesOutWithAllItsBits"),
                Defect.of("has 32 bits for the tag", storing(it -> Message.of(it.payload(), (int) it.tag())),
                        "tagComesOutWithAllItsBits"),
                Defect.of("has messages of its own class", storing(Other::new),
                        "messagesComeInTheOrderInWhichTheyWereAccepted"),
                Defect.of("takes equal messages for one", Deduplicating::new, "equalMessagesAreTwoMessages"),
                Defect.of("gives one object for equal messages", Interning::new, "equalMessagesAreTwoMessages"),
                Defect.of("puts preloaded messages behind later ones", PreloadedLast::new,
                        "preloadedMessagesComeFirst"),
                Defect.of("forgets preloaded messages", (capacity, _, listener) -> new PlainConduit(capacity, List.of(),
                        listener), "preloadedMessagesComeFirst", "messagesMoveThroughManyConduits"),
                Defect.of("keeps the list of preloaded messages",
                        (capacity, preloaded, listener) -> preloaded instanceof ArrayList<Message> list
                                ? new PlainConduit(capacity, listener, list)
                                : new PlainConduit(capacity, preloaded, listener),
                        "listOfPreloadedMessagesIsTheCallersOwn"),
                Defect.of("begins with a message of its own",
                        (capacity, preloaded, listener) -> new PlainConduit(capacity,
                                Stream.concat(Stream.of(Message.of("first!", 0)), preloaded.stream()).toList(),
                                listener),
                        "newConduitIsEmpty", "conduitThatWasNeverUsedRetires"),
                Defect.of("throws when there is nothing", Throwing::new, "newConduitIsEmpty"),
                Defect.of("throws when its caller is interrupted", Interruptible::new,
                        "callerThatIsInterruptedIsServedAndStaysInterrupted"),
                Defect.of("clears the interrupt status", Clearing::new,
                        "callerThatIsInterruptedIsServedAndStaysInterrupted"));
    }

    /** How a message is kept. */
    interface Storing {
        Message stored(Message message);
    }

    /** A conduit that keeps messages in another form. */
    static Defect.Opener storing(Storing storing) {
        return (capacity, preloaded, listener) -> new PlainConduit(capacity,
                preloaded.stream().map(storing::stored).toList(), listener) {
            @Override
            Message stored(Message message) {
                return storing.stored(message);
            }
        };
    }

    private static final class Other extends Message {
        Other(Message message) {
            super(message.payload(), message.tag());
        }
    }

    private static final class Losing extends PlainConduit {
        private int offers;

        Losing(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return !retired && ++offers % 50 == 0 ? Offer.ACCEPTED : super.add(message);
        }
    }

    private static final class Repeating extends PlainConduit {
        private int polls;

        Repeating(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            return ++polls % 50 == 0 ? messages.getFirst() : super.taken();
        }
    }

    private static final class Stack extends PlainConduit {
        Stack(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            return messages.removeLast();
        }
    }

    private static final class Swapping extends PlainConduit {
        Swapping(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message taken() {
            return messages.size() == 6 ? messages.remove(1) : super.taken();
        }
    }

    private static final class Deduplicating extends PlainConduit {
        Deduplicating(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            boolean known = messages.stream().anyMatch(each -> isEqual(each, message));
            return known && !retired ? Offer.ACCEPTED : super.add(message);
        }
    }

    private static final class Interning extends PlainConduit {
        Interning(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message stored(Message message) {
            return messages.stream().filter(each -> isEqual(each, message)).findAny()
                    .orElse(Message.of(message.payload(), message.tag()));
        }
    }

    static boolean isEqual(Message one, Message other) {
        return one.tag() == other.tag() && Objects.equals(one.payload(), other.payload());
    }

    private static final class PreloadedLast extends PlainConduit {
        private final int preloaded;
        private int offered;

        PreloadedLast(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
            this.preloaded = preloaded.size();
        }

        @Override
        Offer add(Message message) {
            Offer offer = super.add(message);
            if (offer == Offer.ACCEPTED && preloaded > 0 && messages.size() > 1) {
                messages.add(Math.min(offered++, messages.size() - 1), messages.removeLast());
            }
            return offer;
        }
    }

    private static final class Throwing extends PlainConduit {
        Throwing(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            if (size() == 0) {
                throw new IllegalStateException("there is nothing");
            }
            return super.poll();
        }
    }

    private static final class Interruptible extends PlainConduit {
        Interruptible(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            lock.unlock();
            return super.offer(message);
        }
    }

    private static final class Clearing extends PlainConduit {
        Clearing(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Message poll() {
            Thread.interrupted();
            return super.poll();
        }
    }
}
