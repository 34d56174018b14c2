package org.clutch.itests.stress.handover;

import org.clutch.itests.stress.TransportUnderTest;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** An accepted offer happens-before what gives the message back: plain writes before it are seen after it. */
public final class Visibility {
    private Visibility() {}

    /** By the receiver. */
    @JCStressTest
    @Outcome(id = "0, -1", expect = Expect.ACCEPTABLE, desc = "receiver, sender")
    @Outcome(id = "1, 42", expect = Expect.ACCEPTABLE, desc = "sender, receiver, who sees what the sender wrote")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the receiver has the message and not what was written before it")
    @State
    public static class InReceiver {
        private final Conduit conduit = TransportUnderTest.named().open(1);
        private int plain;

        @Actor
        public void send() {
            plain = 42;
            conduit.offer(TransportUnderTest.message(1));
        }

        @Actor
        public void receive(JI_Result result) {
            result.r1 = Taken.from(conduit.poll());
            result.r2 = result.r1 == 0 ? -1 : plain;
        }
    }

    /** By whoever retires the conduit. */
    @JCStressTest
    @Outcome(id = "0, -1", expect = Expect.ACCEPTABLE, desc = "retirement, sender, who is refused")
    @Outcome(id = "1, 42", expect = Expect.ACCEPTABLE, desc = "sender, retirement, which sees what the sender wrote")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the retirement has the message and not what was written before it")
    @State
    public static class InRetirement {
        private final Conduit conduit = TransportUnderTest.named().open(1);
        private int plain;

        @Actor
        public void send() {
            plain = 42;
            conduit.offer(TransportUnderTest.message(1));
        }

        @Actor
        public void retire(JI_Result result) {
            result.r1 = Taken.from(conduit.retire());
            result.r2 = result.r1 == 0 ? -1 : plain;
        }
    }

    /** By whoever heard of it from the listener. */
    @JCStressTest
    @Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "receiver, sender")
    @Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "the receiver hears nothing, sender, the receiver looks")
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the sender's change is heard of, and seen")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the listener was told before the message could be seen")
    @State
    public static class OfReadable {
        private final Ear ear = new Ear();
        private final Conduit conduit = TransportUnderTest.named().open(1, ear);

        @Actor
        public void send() {
            conduit.offer(TransportUnderTest.message(1));
        }

        @Actor
        public void receive(ZJ_Result result) {
            result.r1 = ear.heard;
            result.r2 = Taken.from(conduit.poll());
        }
    }

    private static final class Ear implements ConduitListener {
        private volatile boolean heard;

        @Override
        public void readable() {
            heard = true;
        }

        @Override
        public void writable() {
            // Nobody waits for room.
        }
    }
}
