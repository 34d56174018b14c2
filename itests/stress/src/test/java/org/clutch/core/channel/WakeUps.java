package org.clutch.core.channel;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Waiters and wakers. A waiter that sleeps through its wake-up would sleep for ever; here it gives up after a minute, which
 * nobody else takes, and its result tells.
 */
public final class WakeUps {
    /** Without patience, since who spins need not be woken. */
    private static final WaitConfiguration WAITS = new WaitConfiguration(0, 0);

    private WakeUps() {}

    /** Announce, try, park, against change, fence, look. The change is the weakest that a conduit may make. */
    @JCStressTest
    @Outcome(id = "changed", expect = Expect.ACCEPTABLE, desc = "change, attempt; or attempt, change, wake-up, attempt")
    @Outcome(id = "asleep", expect = Expect.FORBIDDEN, desc = "waiter and waker missed each other")
    @State
    public static class InWaitingRoom {
        private final SwappableConduit line = new SwappableConduit(0, "line", WAITS);
        private final AtomicBoolean changed = new AtomicBoolean();

        @Actor
        public void waiter(L_Result result) {
            String woken = Patient.wait(deadline -> WaitingRoom.await(List.of(line), true,
                    () -> changed.getAcquire() ? "changed" : null, deadline, WAITS));
            result.r1 = woken == null ? "asleep" : woken;
        }

        @Actor
        public void waker() {
            changed.setRelease(true);
            line.room(true).wakeOne();
        }
    }

    /** The first half of that without a wait, so many more times: who saw no change is off the list of who made it. */
    @JCStressTest
    @Outcome(id = {"true, true", "true, false"}, expect = Expect.ACCEPTABLE, desc = "change, attempt")
    @Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "announcement, attempt, change, wake-up")
    @Outcome(id = "false, true", expect = Expect.FORBIDDEN, desc = "waiter and waker missed each other")
    @State
    public static class OfAnnouncement {
        private final WaitingRoom room = new WaitingRoom();
        private final WaitingRoom.Ticket ticket = new WaitingRoom.Waiter(null, null, 1).tickets[0];
        private final AtomicBoolean changed = new AtomicBoolean();

        @Actor
        public void waiter(ZZ_Result result) {
            room.announce(ticket);
            VarHandle.fullFence();
            result.r1 = changed.getAcquire();
        }

        @Actor
        public void waker() {
            changed.setRelease(true);
            room.wakeOne();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r2 = ticket.listed;
        }
    }

    /** Of two that wait the first leaves while somebody is woken: it leaves its wake-up to the second. */
    @JCStressTest
    @Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "leave, wake-up of the second; or wake-up of the first, leave")
    @Outcome(id = "true", expect = Expect.FORBIDDEN, desc = "the wake-up left with the first")
    @State
    public static class OfLeaving {
        private final WaitingRoom room = new WaitingRoom();
        private final WaitingRoom.Ticket first = new WaitingRoom.Waiter(null, null, 1).tickets[0];
        private final WaitingRoom.Ticket second = new WaitingRoom.Waiter(null, null, 1).tickets[0];

        /** Both wait. */
        public OfLeaving() {
            room.announce(first);
            room.announce(second);
        }

        @Actor
        public void leaver() {
            room.leave(first);
        }

        @Actor
        public void waker() {
            room.wakeOne();
        }

        @Arbiter
        public void after(Z_Result result) {
            result.r1 = second.listed;
        }
    }

    /** A sender that waits for its receiver. */
    @JCStressTest
    @Outcome(id = "SENT", expect = Expect.ACCEPTABLE, desc = "decision, look; or look, decision, wake-up")
    @Outcome(id = "PENDING", expect = Expect.FORBIDDEN, desc = "sender and receiver missed each other")
    @State
    public static class OfSender {
        private final SwappableConduit line = new SwappableConduit(0, "line", WAITS);
        private final PendingMessage message = new PendingMessage(1L, 0);

        @Actor
        public void sender(L_Result result) {
            result.r1 = Patient.wait(deadline -> {
                message.await(line, deadline, WAITS);
                return message.state();
            });
        }

        @Actor
        public void receiver() {
            message.decide(PendingMessage.State.SENT);
        }
    }

    /** A receiver and the end of the channel, which both want to decide. */
    @JCStressTest
    @Outcome(id = {"SENT, SENT",
            "DROPPED, DROPPED"}, expect = Expect.ACCEPTABLE, desc = "the first one decides for both")
    @Outcome(expect = Expect.FORBIDDEN, desc = "decided twice, or not at all")
    @State
    public static class OfTwoDecisions {
        private final PendingMessage message = new PendingMessage(1L, 0);

        @Actor
        public void receiver(LL_Result result) {
            message.decide(PendingMessage.State.SENT);
            result.r1 = message.state();
        }

        @Actor
        public void closer(LL_Result result) {
            message.decide(PendingMessage.State.DROPPED);
            result.r2 = message.state();
        }
    }
}
