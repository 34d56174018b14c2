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
import org.openjdk.jcstress.infra.results.ZJJ_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** A sender who takes its message back, meets somebody who takes it: one of them has it. For a rendezvous. */
public final class Withdrawal {
    private Withdrawal() {}

    /** And a receiver. */
    @JCStressTest
    @Outcome(id = "true, 2, 0", expect = Expect.ACCEPTABLE, desc = "withdrawal, receiver, who gets the next message")
    @Outcome(id = "false, 1, 2", expect = Expect.ACCEPTABLE, desc = "receiver, withdrawal, which is told that it is too late")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, or in two hands")
    @State
    public static class AgainstReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(0);
        private final Message message = TransportUnderTest.message(1);

        /** Puts both in. */
        public AgainstReceiver() {
            conduit.offer(message);
            conduit.offer(TransportUnderTest.message(2));
        }

        @Actor
        public void withdraw(ZJJ_Result result) {
            result.r1 = conduit.withdraw(message);
        }

        @Actor
        public void receive(ZJJ_Result result) {
            result.r2 = Taken.from(conduit.poll());
        }

        @Arbiter
        public void after(ZJJ_Result result) {
            result.r3 = Taken.outOf(conduit);
        }
    }

    /** And the end of the conduit. */
    @JCStressTest
    @Outcome(id = "true, 2", expect = Expect.ACCEPTABLE, desc = "withdrawal, retirement, which hands back the rest")
    @Outcome(id = "false, 12", expect = Expect.ACCEPTABLE, desc = "retirement, which hands back all, withdrawal")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, or in two hands")
    @State
    public static class AgainstRetirement {
        private final Conduit conduit = TransportUnderTest.named().open(0);
        private final Message message = TransportUnderTest.message(1);

        /** Puts both in. */
        public AgainstRetirement() {
            conduit.offer(message);
            conduit.offer(TransportUnderTest.message(2));
        }

        @Actor
        public void withdraw(ZJ_Result result) {
            result.r1 = conduit.withdraw(message);
        }

        @Actor
        public void retire(ZJ_Result result) {
            result.r2 = Taken.from(conduit.retire());
        }
    }
}
