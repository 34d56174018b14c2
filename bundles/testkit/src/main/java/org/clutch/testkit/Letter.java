package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;
import org.clutch.transport.Message;

/**
 * What the tests send: whom it is from, and its number among those of this sender. A message carries it in forms of several
 * sizes, with a tag that uses all 64 bits, so that one which was not carried whole is noticed.
 */
record Letter(int sender, int number) {
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final Bytes[] FILLINGS = IntStream.range(0, 53).mapToObj(it -> Bytes.copyOf(new byte[it]))
            .toArray(Bytes[]::new);

    /** A message of a class that transports do not know, as the broker's are. */
    private static final class Original extends Message {
        Original(Object payload, long tag) {
            super(payload, tag);
        }
    }

    /** Makes a message. */
    static Message message(Object payload, long tag) {
        return new Original(payload, tag);
    }

    /** Makes the message that carries the letter. */
    Message message() {
        return message(payload(), tag());
    }

    /** Makes the messages of one sender. */
    static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(number -> new Letter(0, number).message()).toList();
    }

    private Object payload() {
        return number % 3 == 0
                ? Tuple.of((long) sender, (long) number, FILLINGS[number % FILLINGS.length])
                : (Object) packed();
    }

    private long packed() {
        return (long) sender << 32 | number;
    }

    private long tag() {
        return packed() * MIX;
    }

    /** Checks that this is what was sent: the very message, or what {@link Message#of} makes of its payload and tag. */
    static void assertIs(Message sent, Message came) {
        assertNotNull(came, () -> "there was to be " + sent.payload() + ", and there is none");
        if (came != sent) {
            assertEquals(sent.payload(), came.payload());
            assertEquals(sent.tag(), came.tag());
            assertSame(Message.class, came.getClass(), "the class of a message that is not the very one");
        }
    }

    /** Reads a message, which must be whole. */
    static Letter of(Message message) {
        assertNotNull(message, "a message was to be there, and null was");
        Letter letter = switch (message.payload()) {
            case Long packed -> new Letter((int) (packed >> 32), (int) (long) packed);
            case Tuple(List<Object> items) ->
                new Letter(Math.toIntExact((Long) items.get(0)), Math.toIntExact((Long) items.get(1)));
            case null, default -> throw new AssertionError("nobody sent the payload " + message.payload());
        };
        assertEquals(letter.payload(), message.payload(), () -> "the payload of " + letter);
        assertEquals(letter.tag(), message.tag(), () -> "the tag of " + letter);
        return letter;
    }

    /** Reads messages. */
    static List<Letter> of(List<Message> messages) {
        return messages.stream().map(Letter::of).toList();
    }
}
