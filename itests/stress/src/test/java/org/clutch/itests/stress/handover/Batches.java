package org.clutch.itests.stress.handover;

import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.clutch.transport.Message;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Callers with several messages, or for several, that meet others: each message once, and those of one sender in order. */
public final class Batches {
    private Batches() {}

    private static Message[] two(long first) {
        return new Message[]{TransportUnderTest.message(first), TransportUnderTest.message(first + 1)};
    }

    private static int offer(Conduit conduit, Message[] messages) {
        int sent = conduit.offerMany(messages, 0, messages.length);
        return sent == 1 ? 1 + conduit.offerMany(messages, 1, messages.length) : sent;
    }

    private static long poll(Conduit conduit) {
        Message[] into = new Message[2];
        int came = conduit.pollMany(into, 0, 2);
        return came == 0 ? 0 : came == 1 ? Taken.from(into[0]) : 10 * Taken.from(into[0]) + Taken.from(into[1]);
    }

    /** A sender of two and one of one. */
    @JCStressTest
    @Outcome(id = {"123", "132", "312"}, expect = Expect.ACCEPTABLE, desc = "1 before 2, and 3 anywhere")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, twice, or out of its sender's order")
    @State
    public static class OfTwoSenders {
        private final Conduit conduit = TransportUnderTest.named().open(3);
        private final Message[] two = two(1);

        @Actor
        public void send() {
            offer(conduit, two);
        }

        @Actor
        public void sendToo() {
            conduit.offer(TransportUnderTest.message(3));
        }

        @Arbiter
        public void after(J_Result result) {
            result.r1 = Taken.outOf(conduit);
        }
    }

    /** Two senders of two. */
    @JCStressTest
    @Outcome(id = {"1234", "1324", "1342", "3124", "3142",
            "3412"}, expect = Expect.ACCEPTABLE, desc = "1 before 2, and 3 before 4")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, twice, or out of its sender's order")
    @State
    public static class OfTwoSendersOfTwo {
        private final Conduit conduit = TransportUnderTest.named().open(4);
        private final Message[] two = two(1);
        private final Message[] others = two(3);

        @Actor
        public void send() {
            offer(conduit, two);
        }

        @Actor
        public void sendToo() {
            offer(conduit, others);
        }

        @Arbiter
        public void after(J_Result result) {
            result.r1 = Taken.outOf(conduit);
        }
    }

    /** A sender of two, and a receiver of two. */
    @JCStressTest
    @Outcome(id = "0, 0, 12", expect = Expect.ACCEPTABLE, desc = "the receiver looks twice before the sender")
    @Outcome(id = {"0, 1, 2", "1, 0, 2"}, expect = Expect.ACCEPTABLE, desc = "the receiver gets the first one")
    @Outcome(id = {"1, 2, 0", "0, 12, 0",
            "12, 0, 0"}, expect = Expect.ACCEPTABLE, desc = "the receiver gets both in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, twice, or out of order")
    @State
    public static class OfSenderAndReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(2);
        private final Message[] two = two(1);

        @Actor
        public void send() {
            offer(conduit, two);
        }

        @Actor
        public void receive(JJJ_Result result) {
            result.r1 = poll(conduit);
            result.r2 = poll(conduit);
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** A receiver of two and one of one. */
    @JCStressTest
    @Outcome(id = {"12, 0, 0", "1, 2, 0", "2, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "each message once, in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost or twice, or a receiver found none though there was one")
    @State
    public static class OfTwoReceivers {
        private final Conduit conduit = TransportUnderTest.named().open(2, 1, 2);

        @Actor
        public void receive(JJJ_Result result) {
            result.r1 = poll(conduit);
        }

        @Actor
        public void receiveToo(JJJ_Result result) {
            result.r2 = Taken.from(conduit.poll());
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** A sender of two for one place, and a receiver that makes another. */
    @JCStressTest
    @Outcome(id = "1, 9, 1", expect = Expect.ACCEPTABLE, desc = "one goes in, then the receiver makes room")
    @Outcome(id = "2, 9, 12", expect = Expect.ACCEPTABLE, desc = "the receiver makes room for both")
    @Outcome(expect = Expect.FORBIDDEN, desc = "more than the bound, or a message is lost or out of order")
    @State
    public static class OfSenderAtTheBound {
        private final Conduit conduit = TransportUnderTest.named().open(2, 9);
        private final Message[] two = two(1);

        @Actor
        public void send(IJJ_Result result) {
            result.r1 = offer(conduit, two);
        }

        @Actor
        public void receive(IJJ_Result result) {
            result.r2 = Taken.from(conduit.poll());
        }

        @Arbiter
        public void after(IJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** A sender of two, and the end of the conduit. */
    @JCStressTest
    @Outcome(id = {"0, 0", "1, 1", "2, 12"}, expect = Expect.ACCEPTABLE, desc = "what went in comes back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, or came back though it was refused")
    @State
    public static class OfSenderAndRetirement {
        private final Conduit conduit = TransportUnderTest.named().open(3);
        private final Message[] two = two(1);

        @Actor
        public void send(IJ_Result result) {
            result.r1 = offer(conduit, two);
        }

        @Actor
        public void retire(IJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }
    }

    /** A receiver of two, and the end of the conduit. */
    @JCStressTest
    @Outcome(id = {"0, 12", "1, 2", "12, 0"}, expect = Expect.ACCEPTABLE, desc = "each message in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, or in two places")
    @State
    public static class OfReceiverAndRetirement {
        private final Conduit conduit = TransportUnderTest.named().open(2, 1, 2);

        @Actor
        public void receive(JJ_Result result) {
            result.r1 = poll(conduit);
        }

        @Actor
        public void retire(JJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }
    }
}
