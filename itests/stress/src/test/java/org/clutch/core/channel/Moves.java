package org.clutch.core.channel;

import org.clutch.channel.ChannelClosedException;
import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Message;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Callers of a line that meet its move to another conduit, or its end. */
public final class Moves {
    private static final WaitConfiguration WAITS = new WaitConfiguration(0, 0);

    private Moves() {}

    /** A line on the transport under test. */
    private static SwappableConduit line() {
        SwappableConduit line = new SwappableConduit(0, "line", WAITS);
        move(line);
        return line;
    }

    private static void move(SwappableConduit line) {
        line.moveTo(TransportUnderTest.named().transport(), 0);
    }

    private static String received(SwappableConduit line) {
        Message message = line.tryReceive();
        if (message == SwappableConduit.END) {
            return "end";
        }
        return message == null ? "none" : message.payload().toString();
    }

    private static String sent(SwappableConduit line) {
        return switch (line.trySend(TransportUnderTest.message(1))) {
            case DONE, PENDING -> "sent";
            case CLOSED -> "closed";
            case FULL, SUSPENDED -> "no room";
        };
    }

    /** A receiver that does not want to wait. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the receiver finds the message, before, amid and after the move")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the receiver saw the move")
    @State
    public static class AgainstReceiver {
        private final SwappableConduit line = line();

        /** Puts it in. */
        public AgainstReceiver() {
            sent(line);
        }

        @Actor
        public void receive(L_Result result) {
            result.r1 = received(line);
        }

        @Actor
        public void move() {
            Moves.move(line);
        }
    }

    /** A sender that does not want to wait. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "the message is in, before or after the move")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the sender saw the move, or its message is lost")
    @State
    public static class AgainstSender {
        private final SwappableConduit line = line();

        @Actor
        public void send(LL_Result result) {
            result.r1 = sent(line);
        }

        @Actor
        public void move() {
            Moves.move(line);
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = received(line);
        }
    }

    /** Somebody who counts. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the message counts, before, amid and after the move")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the count saw the move")
    @State
    public static class AgainstCount {
        private final SwappableConduit line = line();

        /** Puts it in. */
        public AgainstCount() {
            sent(line);
        }

        @Actor
        public void count(IL_Result result) {
            result.r1 = line.size();
        }

        @Actor
        public void move() {
            Moves.move(line);
        }

        @Arbiter
        public void after(IL_Result result) {
            result.r2 = received(line);
        }
    }

    /** The close of the send end, and a sender. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = Expect.ACCEPTABLE, desc = "sender, close; the message is drained")
    @Outcome(id = "closed, end", expect = Expect.ACCEPTABLE, desc = "close, sender, who is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "sent and lost, or refused and sent")
    @State
    public static class CloseAgainstSender {
        private final SwappableConduit line = line();

        @Actor
        public void send(LL_Result result) {
            result.r1 = sent(line);
        }

        @Actor
        public void close() {
            line.closeForSenders();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = received(line);
        }
    }

    /** The forced close, and a sender that waits until its message is taken or dropped. */
    @JCStressTest
    @Outcome(id = {"sent, 1", "closed, 0",
            "dropped, 1"}, expect = Expect.ACCEPTABLE, desc = "sender, close, which counts the"
                    + " message as dropped; or close, sender, who is told")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the message was dropped without a word, or the sender sleeps")
    @State
    public static class ForcedCloseAgainstSender {
        private final SwappableConduit line = line();

        @Actor
        public void send(LL_Result result) {
            PendingMessage message = new PendingMessage(1L, 0);
            result.r1 = switch (line.trySend(message)) {
                case DONE -> "sent";
                case PENDING -> Patient.wait(deadline -> line.awaitReceiver(message, deadline)) ? "dropped" : "asleep";
                case CLOSED -> "closed";
                case FULL, SUSPENDED -> "no room";
            };
        }

        @Actor
        public void close(LL_Result result) {
            result.r2 = line.closeNow();
        }
    }

    /** The close of the send end, and a move, in either order. */
    @JCStressTest
    @Outcome(id = {"moved, 1",
            "closed, 1"}, expect = Expect.ACCEPTABLE, desc = "one after the other; the message is drained")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the message is lost")
    @State
    public static class CloseAgainstMove {
        private final SwappableConduit line = line();

        /** Puts it in. */
        public CloseAgainstMove() {
            sent(line);
        }

        @Actor
        public void move(LL_Result result) {
            try {
                Moves.move(line);
                result.r1 = "moved";
            } catch (ChannelClosedException e) {
                result.r1 = "closed";
            }
        }

        @Actor
        public void close() {
            line.closeForSenders();
        }

        @Arbiter
        public void after(LL_Result result) {
            result.r2 = received(line);
        }
    }

    /** Two closes. */
    @JCStressTest
    @Outcome(id = {"true, false",
            "false, true"}, expect = Expect.ACCEPTABLE, desc = "the second one is told that it is late")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both closed it, or neither")
    @State
    public static class CloseAgainstClose {
        private final SwappableConduit line = line();

        @Actor
        public void close(LL_Result result) {
            result.r1 = line.closeForSenders();
        }

        @Actor
        public void closeToo(LL_Result result) {
            result.r2 = line.closeForSenders();
        }
    }
}
