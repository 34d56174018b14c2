package org.clutch.testkit.defect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.share.EndReference;
import org.clutch.testkit.FakeEndReference;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Some payloads do not cross, or do harm. */
final class PayloadDefects {
    private static final int LIMIT = 10_000;
    private static final Bytes TOO_LARGE = Bytes.copyOf(new byte[LIMIT + 1]);

    private PayloadDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("makes references of its own", storing(PayloadDefects::copiedReference),
                        "referencesAreTheVeryObjects", "everyPayloadComesOutEqual"),
                Defect.of("encodes strings in UTF-8", storing(PayloadDefects::encoded), "everyPayloadComesOutEqual"),
                Defect.of("makes small ints shorter",
                        storing(it -> it instanceof Long value && value == value.intValue()
                                ? (Object) value.intValue()
                                : it),
                        "everyPayloadComesOutEqual"),
                Defect.of("does not see None as a message", WithoutNone::new, "messageWithoutAPayloadIsAMessage",
                        "everyPayloadComesOutEqual"),
                Defect.of("spoils one in a hundred", Spoiling::new, "payloadsOfAllSizesPassOneAfterTheOther"),
                Defect.of("keeps what it refuses to carry", KeepingRefused::new,
                        "largeMessageIsCarriedOrRefusedForGood", "whatCannotBeCarriedLeavesNothingBehind")
                        .thatCannotCarry(TOO_LARGE),
                Defect.of("tells of what it refuses to carry", TellingRefused::new,
                        "largeMessageIsCarriedOrRefusedForGood", "whatCannotBeCarriedLeavesNothingBehind")
                        .thatCannotCarry(TOO_LARGE),
                Defect.of("is full for ever for what is too large", FullForLarge::new,
                        "largeMessageIsCarriedOrRefusedForGood", "whatCannotBeCarriedLeavesNothingBehind")
                        .thatCannotCarry(TOO_LARGE),
                Defect.of("drops what is preloaded and too large",
                        (capacity, preloaded, listener) -> new PlainConduit(capacity,
                                preloaded.stream().filter(it -> !isTooLarge(it)).toList(), listener),
                        "whatCannotBeCarriedIsNotLostWhenItIsPreloaded").thatCannotCarry(TOO_LARGE));
    }

    private interface Changing {
        Object changed(Object payload);
    }

    private static Defect.Opener storing(Changing changing) {
        return DeliveryDefects.storing(it -> Message.of(changing.changed(it.payload()), it.tag()));
    }

    private static Object copiedReference(Object payload) {
        return payload instanceof EndReference end ? new FakeEndReference(end.channel(), end.sends()) : payload;
    }

    private static Object encoded(Object payload) {
        return payload instanceof String text
                ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                : payload;
    }

    private static boolean isTooLarge(Message message) {
        return message.payload() instanceof Bytes bytes && bytes.length() > LIMIT;
    }

    private static final class WithoutNone extends PlainConduit {
        WithoutNone(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return message.payload() == null && !retired ? Offer.ACCEPTED : super.add(message);
        }
    }

    private static final class Spoiling extends PlainConduit {
        private int bytes;

        Spoiling(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Message stored(Message message) {
            return message.payload() instanceof Bytes && ++bytes % 100 == 0
                    ? Message.of(Bytes.copyOf(new byte[1]), message.tag())
                    : message;
        }
    }

    private static final class KeepingRefused extends PlainConduit {
        KeepingRefused(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            Offer offer = super.add(message);
            if (isTooLarge(message)) {
                throw new IllegalArgumentException("too large");
            }
            return offer;
        }
    }

    private static final class TellingRefused extends PlainConduit {
        TellingRefused(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        public Offer offer(Message message) {
            if (isTooLarge(message)) {
                listener.readable();
                throw new IllegalArgumentException("too large");
            }
            return super.offer(message);
        }
    }

    private static final class FullForLarge extends PlainConduit {
        FullForLarge(int capacity, List<Message> preloaded, ConduitListener listener) {
            super(capacity, preloaded, listener);
        }

        @Override
        Offer add(Message message) {
            return isTooLarge(message) ? Offer.FULL : super.add(message);
        }
    }
}
