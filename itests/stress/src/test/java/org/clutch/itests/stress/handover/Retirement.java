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
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.LJJ_Result;

/** Whoever meets a retirement: each message is in exactly one place. */
public final class Retirement {
    private Retirement() {}

    /** A sender, who may stall between its check and its publishing. */
    @JCStressTest
    @Outcome(id = "ACCEPTED, 1, 0", expect = Expect.ACCEPTABLE, desc = "sender, retirement, which hands the message back")
    @Outcome(id = "RETIRED, 0, 0", expect = Expect.ACCEPTABLE, desc = "retirement, sender, who keeps the message")
    @Outcome(id = "ACCEPTED, 0, .*", expect = Expect.FORBIDDEN, desc = "accepted, and not handed back: lost")
    @Outcome(id = "RETIRED, 1, .*", expect = Expect.FORBIDDEN, desc = "refused, and handed back: sent twice")
    @Outcome(expect = Expect.FORBIDDEN, desc = "another history, or something came out after the end")
    @State
    public static class AgainstSender {
        private final Conduit conduit = TransportUnderTest.named().open(2);

        @Actor
        public void send(LJJ_Result result) {
            result.r1 = conduit.offer(TransportUnderTest.message(1));
        }

        @Actor
        public void retire(LJJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }

        @Arbiter
        public void after(LJJ_Result result) {
            result.r3 = Taken.outOf(conduit) + conduit.size();
        }
    }

    /** A receiver. */
    @JCStressTest
    @Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "receiver, retirement, which hands back the rest")
    @Outcome(id = "0, 12, 0", expect = Expect.ACCEPTABLE, desc = "retirement, which hands back all, receiver")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, in two hands, or out of order")
    @State
    public static class AgainstReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(2, 1, 2);

        @Actor
        public void receive(JJJ_Result result) {
            result.r1 = Taken.from(conduit.poll());
        }

        @Actor
        public void retire(JJJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }

        @Arbiter
        public void after(JJJ_Result result) {
            result.r3 = Taken.outOf(conduit) + conduit.size();
        }
    }

    /** A sender, after a receiver has made room for it. */
    @JCStressTest
    @Outcome(id = "ACCEPTED, 1, 2", expect = Expect.ACCEPTABLE, desc = "receiver, sender, retirement")
    @Outcome(id = "FULL, 1, 0", expect = Expect.ACCEPTABLE, desc = "sender, who finds no room, receiver, retirement")
    @Outcome(id = "RETIRED, 1, 0", expect = Expect.ACCEPTABLE, desc = "receiver, retirement, sender")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, in two hands, or out of order")
    @State
    public static class AfterReceiverAgainstSender {
        private final Conduit conduit = TransportUnderTest.named().open(1, 1);

        @Actor
        public void send(LJJ_Result result) {
            result.r1 = conduit.offer(TransportUnderTest.message(2));
        }

        @Actor
        public void receiveAndRetire(LJJ_Result result) {
            result.r2 = Taken.from(conduit.poll());
            result.r3 = Taken.from(conduit.retire());
        }
    }

    /** Another retirement. */
    @JCStressTest
    @Outcome(id = {"12, 0",
            "0, 12"}, expect = Expect.ACCEPTABLE, desc = "the first one hands back all, the other nothing")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, or handed back twice")
    @State
    public static class AgainstRetirement {
        private final Conduit conduit = TransportUnderTest.named().open(2, 1, 2);

        @Actor
        public void retire(JJ_Result result) {
            result.r1 = Taken.from(conduit.retire());
        }

        @Actor
        public void retireToo(JJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }
    }
}
