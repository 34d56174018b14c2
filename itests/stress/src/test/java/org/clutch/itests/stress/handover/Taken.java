package org.clutch.itests.stress.handover;

import java.util.List;
import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;

/** Messages as one number, for the table of outcomes: 0 is none, 12 is message 1 and then message 2. */
final class Taken {
    private Taken() {}

    static long from(Message message) {
        return message == null ? 0 : TransportUnderTest.number(message);
    }

    static long from(List<Message> messages) {
        return messages.stream().mapToLong(TransportUnderTest::number).reduce(0, (all, next) -> 10 * all + next);
    }

    /** Takes all that is in it. */
    static long outOf(Conduit conduit) {
        long all = 0;
        for (Message message = conduit.poll(); message != null; message = conduit.poll()) {
            all = 10 * all + TransportUnderTest.number(message);
        }
        return all;
    }
}
