package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;

/** Senders and receivers of letters, and the check of where each letter has gone. */
final class Post {
    /** How many messages may be in before a sender lets receivers run. */
    private static final int AHEAD = 300;

    private Post() {}

    /**
     * Sends letters until all are accepted or the conduit is retired, never far ahead of the receivers: otherwise one thread
     * may be done before another begins. Gives how many were accepted.
     */
    static int send(Conduit conduit, int sender, int letters) {
        int number = 0;
        Message message = new Letter(sender, number).message();
        while (number < letters) {
            if (number % 16 == 0 && conduit.size() > AHEAD) {
                Crew.pause();
                continue;
            }
            switch (conduit.offer(message)) {
                case ACCEPTED -> message = new Letter(sender, ++number).message();
                case FULL -> Crew.pause();
                case RETIRED -> {
                    return number;
                }
            }
        }
        return number;
    }

    /** Sends letters as soon as there is room for them; all must be accepted. */
    static int sendAll(Conduit conduit, int sender, int letters) {
        int sent = send(conduit, sender, letters);
        assertTrue(sent == letters, () -> sender + " was told " + Offer.RETIRED + " by a conduit that is not retired");
        return sent;
    }

    /** Sends letters, several with each call, as soon as there is room for them. */
    static void sendMany(Conduit conduit, int sender, int letters, int atOnce) {
        int sent = 0;
        while (sent < letters) {
            int first = sent;
            Message[] batch = IntStream.range(first, Math.min(letters, first + atOnce))
                    .mapToObj(number -> new Letter(sender, number).message()).toArray(Message[]::new);
            sent += conduit.offerMany(batch, 0, batch.length);
            if (sent == first) {
                Crew.pause();
            }
        }
    }

    /** Receives letters until it is over and there is none any more. */
    static List<Letter> receive(Conduit conduit, BooleanSupplier over) {
        return receive(over, () -> {
            Message message = conduit.poll();
            return message == null ? List.of() : List.of(message);
        });
    }

    /** Does the same, for several letters with each call. */
    static List<Letter> receiveMany(Conduit conduit, int most, BooleanSupplier over) {
        Message[] into = new Message[most];
        return receive(over, () -> Arrays.asList(into).subList(0, conduit.pollMany(into, 0, most)));
    }

    private static List<Letter> receive(BooleanSupplier over, Supplier<List<Message>> attempt) {
        List<Letter> received = new ArrayList<>();
        while (true) {
            // Asked before the attempt: a letter that was sent before it was over must be found.
            boolean last = over.getAsBoolean();
            List<Message> messages = attempt.get();
            if (!messages.isEmpty()) {
                received.addAll(Letter.of(messages));
            } else if (last) {
                return received;
            } else {
                Crew.pause();
            }
        }
    }

    /**
     * Checks that each letter which was accepted is in exactly one place, and in order: of each sender, every receiver has
     * rising numbers, and what was handed back comes after all that was received.
     *
     * @param accepted how many letters of each sender were accepted
     */
    static void check(List<Integer> accepted, List<List<Letter>> received, List<Letter> handedBack) {
        for (int sender = 0; sender < accepted.size(); sender++) {
            BitSet seen = new BitSet();
            int highest = -1;
            for (List<Letter> one : received) {
                highest = Math.max(highest, follow(sender, one, -1, seen));
            }
            follow(sender, handedBack, highest, seen);
            int sent = accepted.get(sender);
            int firstMissing = seen.nextClearBit(0);
            if (firstMissing < sent) {
                throw new AssertionError("lost: " + new Letter(sender, firstMissing) + " of " + sent);
            }
            if (seen.length() > sent) {
                throw new AssertionError("refused, but it came: " + new Letter(sender, seen.length() - 1));
            }
        }
    }

    /** Notes the letters of one sender, which come with rising numbers. Gives the last one. */
    private static int follow(int sender, List<Letter> letters, int last, BitSet seen) {
        for (Letter letter : letters) {
            if (letter.sender() == sender) {
                if (seen.get(letter.number())) {
                    throw new AssertionError("twice: " + letter);
                }
                if (letter.number() <= last) {
                    throw new AssertionError("out of order: " + letter + " after number " + last);
                }
                seen.set(letter.number());
                last = letter.number();
            }
        }
        return last;
    }
}
