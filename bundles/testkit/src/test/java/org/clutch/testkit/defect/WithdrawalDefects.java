package org.clutch.testkit.defect;

import java.util.ArrayList;
import java.util.List;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** A rendezvous whose senders are told wrong. */
final class WithdrawalDefects {
    private WithdrawalDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.ofRendezvous("gives back the first message only", FirstOnly::new,
                        "messageIsWithdrawnFromAnywhere", "randomCallsDoWhatAQueueDoes"),
                Defect.ofRendezvous("says that a message is out and leaves it in", LeftIn::new,
                        "messageIsWithdrawnFromAnywhere", "messageIsEitherTakenOrWithdrawn",
                        "sendersThatGiveUpLoseNothing"),
                Defect.ofRendezvous("says that a message is out which was never in", AlwaysTrue::new,
                        "messageThatWasTakenIsNotWithdrawn"),
                Defect.ofRendezvous("gives back another message that is equal", EqualToo::new,
                        "equalMessageIsAnotherOne"),
                Defect.ofRendezvous("keeps copies of messages",
                        unbounded(DeliveryDefects.storing(it -> Message.of(it.payload(), it.tag()))),
                        "messageIsWithdrawnFromAnywhere"),
                Defect.ofRendezvous("never forgets what was withdrawn", Tombs::new,
                        "withdrawnMessageCanBeOfferedAgain"),
                Defect.ofRendezvous("does not tell of a withdrawal", Silent::new, "withdrawalIsHeardAsATake",
                        "sendersThatGiveUpLoseNothing"),
                Defect.ofRendezvous("gives a message back that somebody takes meanwhile", CheckThenAct::new,
                        "messageIsEitherTakenOrWithdrawn", "messageIsEitherWithdrawnOrHandedBack",
                        "sendersThatGiveUpLoseNothing"));
    }

    private static Defect.Opener unbounded(Defect.Opener opener) {
        return (_, preloaded, listener) -> opener.open(0, preloaded, listener);
    }

    private static final class FirstOnly extends PlainConduit {
        FirstOnly(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            boolean first = !messages.isEmpty() && messages.getFirst() == message;
            lock.unlock();
            return first && super.withdraw(message);
        }
    }

    private static final class LeftIn extends PlainConduit {
        LeftIn(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            boolean in = messages.contains(message);
            lock.unlock();
            return in;
        }
    }

    private static final class AlwaysTrue extends PlainConduit {
        AlwaysTrue(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            super.withdraw(message);
            return true;
        }
    }

    private static final class EqualToo extends PlainConduit {
        EqualToo(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            try {
                return messages.removeIf(each -> DeliveryDefects.isEqual(each, message));
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class Tombs extends PlainConduit {
        private final List<Message> withdrawn = new ArrayList<>();

        Tombs(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return withdrawn.contains(message) ? Offer.ACCEPTED : super.add(message);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            withdrawn.add(message);
            lock.unlock();
            return super.withdraw(message);
        }
    }

    private static final class Silent extends PlainConduit {
        Silent(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            try {
                return messages.remove(message);
            } finally {
                lock.unlock();
            }
        }
    }

    private static final class CheckThenAct extends PlainConduit {
        CheckThenAct(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(0, preloaded, listener);
        }

        @Override
        public boolean withdraw(Message message) {
            lock.lock();
            boolean in = messages.contains(message);
            lock.unlock();
            if (in) {
                stall();
                super.withdraw(message);
            }
            return in;
        }
    }
}
