package org.clutch.itests.stress.handover;

import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Senders and receivers that meet: each message once, and those of one sender in order. */
public final class Order {
    private Order() {}

    /** Two senders. */
    @JCStressTest
    @Outcome(id = {"123", "132",
            "312"}, expect = Expect.ACCEPTABLE, desc = "1 before 2, which one sender sent, and 3 anywhere")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, twice, or out of its sender's order")
    @State
    public static class OfTwoSenders {
        private final Conduit conduit = TransportUnderTest.named().open(3);

        @Actor
        public void send() {
            conduit.offer(TransportUnderTest.message(1));
            conduit.offer(TransportUnderTest.message(2));
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

    /** A sender and a receiver. */
    @JCStressTest
    @Outcome(id = "0, 0, 12", expect = Expect.ACCEPTABLE, desc = "the receiver looks twice before the sender")
    @Outcome(id = {"0, 1, 2", "1, 0, 2"}, expect = Expect.ACCEPTABLE, desc = "the receiver gets the first one")
    @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "the receiver gets both in order")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, twice, or out of order")
    @State
    public static class OfSenderAndReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(2);

        @Actor
        public void send() {
            conduit.offer(TransportUnderTest.message(1));
            conduit.offer(TransportUnderTest.message(2));
        }

        @Actor
        public void receive(JJJ_Result result) {
            result.r1 = Taken.from(conduit.poll());
            result.r2 = Taken.from(conduit.poll());
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** Two receivers. */
    @JCStressTest
    @Outcome(id = {"1, 2, 0", "2, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "each gets another message")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost or twice, or a receiver found none though there was one")
    @State
    public static class OfTwoReceivers {
        private final Conduit conduit = TransportUnderTest.named().open(2, 1, 2);

        @Actor
        public void receive(JJJ_Result result) {
            result.r1 = Taken.from(conduit.poll());
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
}
