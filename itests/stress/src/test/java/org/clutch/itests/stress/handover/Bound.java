package org.clutch.itests.stress.handover;

import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJJ_Result;
import org.openjdk.jcstress.infra.results.LLJ_Result;

/** Callers that meet where there is no room. For transports that refuse. */
public final class Bound {
    private Bound() {}

    /** A sender and a receiver. */
    @JCStressTest
    @Outcome(id = "FULL, 1, 0", expect = Expect.ACCEPTABLE, desc = "sender, who finds no room, receiver")
    @Outcome(id = "ACCEPTED, 1, 2", expect = Expect.ACCEPTABLE, desc = "receiver, sender")
    @Outcome(expect = Expect.FORBIDDEN, desc = "more than the bound, or a message is lost or out of order")
    @State
    public static class OfSenderAndReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(1, 1);

        @Actor
        public void send(LJJ_Result result) {
            result.r1 = conduit.offer(TransportUnderTest.message(2));
        }

        @Actor
        public void receive(LJJ_Result result) {
            result.r2 = Taken.from(conduit.poll());
        }

        @Arbiter
        public void after(LJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** Two senders for the last place. */
    @JCStressTest
    @Outcome(id = {"ACCEPTED, FULL, 1",
            "FULL, ACCEPTED, 2"}, expect = Expect.ACCEPTABLE, desc = "the first one gets the place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or neither got the place")
    @State
    public static class OfTwoSenders {
        private final Conduit conduit = TransportUnderTest.named().open(1);

        @Actor
        public void send(LLJ_Result result) {
            result.r1 = conduit.offer(TransportUnderTest.message(1));
        }

        @Actor
        public void sendToo(LLJ_Result result) {
            result.r2 = conduit.offer(TransportUnderTest.message(2));
        }

        @Arbiter
        public void after(LLJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }
}
