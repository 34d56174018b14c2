package org.clutch.core.memory;

import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.function.BooleanSupplier;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Transports;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.share.Borrow;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionException;
import org.clutch.share.RegionReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Those who move, receive, borrow and close one region at the same time: nothing waits, somebody is refused. */
public final class RegionsUnderStress {
    private static final long OWNER = 1;
    private static final long RECEIVER = 2;
    private static final long OTHER = 3;
    private static final int SIZE = 8;
    private static final Budget BUDGET = new Budget(0);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ChannelBroker GARBAGE = new ChannelBroker(new Transports(), new WaitConfiguration());

    private RegionsUnderStress() {}

    private static HeldRegion region() {
        Memory memory = Memory.allocate(SIZE, true, BUDGET);
        Block block = new Block(1, "", false, memory, OWNER, GARBAGE, CLEANER);
        return new HeldRegion(block, block.tenure(), OWNER, false, null);
    }

    /** Gives somebody else a handle of what the owner keeps. */
    private static HeldRegion given(HeldRegion region, long user) {
        return ((CarriedRegion) region.reference()).receive(user);
    }

    /** Says whether the region lets it. */
    private static boolean may(Runnable action) {
        try {
            action.run();
            return true;
        } catch (RegionException e) {
            return false;
        }
    }

    private static boolean mayBorrow(HeldRegion region) {
        return may(() -> region.borrow(Access.SHARED).close());
    }

    /** Two that receive the same reference. */
    @JCStressTest
    @Outcome(id = {"true, false", "false, true"}, expect = Expect.ACCEPTABLE, desc = "the first one owns it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both own it, or neither")
    @State
    public static class OfTwoReceivers {
        private final CarriedRegion moved = (CarriedRegion) region().move();

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = may(() -> moved.receive(RECEIVER));
        }

        @Actor
        public void two(ZZ_Result result) {
            result.r2 = may(() -> moved.receive(OTHER));
        }
    }

    /** Two handles of the owner that both give it away. */
    @JCStressTest
    @Outcome(id = {"true, false", "false, true"}, expect = Expect.ACCEPTABLE, desc = "the first one gives it away")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it was given away twice, or not at all")
    @State
    public static class OfTwoMoves {
        private final HeldRegion region = region();
        private final HeldRegion again = given(region, OWNER);

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = may(region::move);
        }

        @Actor
        public void two(ZZ_Result result) {
            result.r2 = may(again::move);
        }
    }

    /** The receiver, and the sender who takes it back. */
    @JCStressTest
    @Outcome(id = "true, true, false", expect = Expect.ACCEPTABLE, desc = "receiver, who can use it, sender, who cannot")
    @Outcome(id = "false, false, true", expect = Expect.ACCEPTABLE, desc = "sender, who can use it again, receiver")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both can use it, or neither")
    @State
    public static class ReceiptAgainstRelease {
        private final HeldRegion sender = region();
        private final CarriedRegion moved = (CarriedRegion) sender.move();
        private HeldRegion receiver;

        @Actor
        public void receive(ZZZ_Result result) {
            result.r1 = may(() -> receiver = moved.receive(RECEIVER));
        }

        @Actor
        public void takeBack() {
            moved.release();
        }

        @Arbiter
        public void after(ZZZ_Result result) {
            result.r2 = receiver != null && mayBorrow(receiver);
            result.r3 = mayBorrow(sender);
        }
    }

    /** Somebody who borrows what its owner gives away. */
    @JCStressTest
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "move, borrow, which is refused")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "borrow, move, which is refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it was given away while somebody borrows it")
    @State
    public static class MoveAgainstBorrow {
        private final HeldRegion owner = region();
        private final HeldRegion other = given(owner, OTHER);
        /** Kept, since a borrow that is garbage is over. */
        private Borrow borrow;

        @Actor
        public void move(ZZ_Result result) {
            result.r1 = may(owner::move);
        }

        @Actor
        public void borrow(ZZ_Result result) {
            result.r2 = may(() -> borrow = other.borrow(Access.SHARED));
        }
    }

    /** The end of a borrow, and a move, which never waits for it. */
    @JCStressTest
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "end of the borrow, move")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "move, which is refused, end; the next move is not")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the borrow counts after its end, or it was moved twice")
    @State
    public static class MoveAgainstReturn {
        private final HeldRegion owner = region();
        private final Borrow borrow = owner.borrow(Access.SHARED);

        @Actor
        public void move(ZZ_Result result) {
            result.r1 = may(owner::move);
        }

        @Actor
        public void giveBack() {
            borrow.close();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r2 = may(owner::move);
        }
    }

    /** Two ends of one borrow, by its user and by the collector. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the borrow ends once, the other one stays")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it ended twice, or not at all")
    @State
    public static class OfTwoReturns {
        private final HeldRegion region = region();
        private final Borrow borrow = region.borrow(Access.SHARED);
        private final Borrow other = region.borrow(Access.SHARED);

        @Actor
        public void one() {
            borrow.close();
        }

        @Actor
        public void two() {
            borrow.close();
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = region.block().borrows();
            other.close();
        }
    }

    /** Two that want it for themselves. */
    @JCStressTest
    @Outcome(id = {"true, false", "false, true"}, expect = Expect.ACCEPTABLE, desc = "the first one has it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both have it exclusively, or neither")
    @State
    public static class OfTwoExclusiveBorrows {
        private final HeldRegion region = region();
        /** Kept, since a borrow that is garbage is over. */
        private Borrow first;
        private Borrow second;

        @Actor
        public void one(ZZ_Result result) {
            result.r1 = may(() -> first = region.borrow(Access.EXCLUSIVE));
        }

        @Actor
        public void two(ZZ_Result result) {
            result.r2 = may(() -> second = region.borrow(Access.EXCLUSIVE));
        }
    }

    /** The last handle is closed, and a borrow begins. */
    @JCStressTest
    @Outcome(id = "alive, gone", expect = Expect.ACCEPTABLE, desc = "borrow, close; the memory stays until the borrow ends")
    @Outcome(id = "refused, gone", expect = Expect.ACCEPTABLE, desc = "close, borrow")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the memory went while it was borrowed, or it stays for ever")
    @State
    public static class CloseAgainstBorrow {
        private final HeldRegion region = region();
        private Borrow borrow;

        @Actor
        public void close() {
            region.close();
        }

        @Actor
        public void borrow() {
            may(() -> borrow = region.borrow(Access.SHARED));
        }

        @Arbiter
        public void after(LL_Result result) {
            BooleanSupplier isGone = region.block()::isGone;
            result.r1 = borrow == null ? "refused" : isGone.getAsBoolean() ? "dead" : "alive";
            if (borrow != null) {
                borrow.close();
            }
            result.r2 = isGone.getAsBoolean() ? "gone" : "there";
        }
    }

    /** The end of the owner, and the receipt of what it gave away. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the receiver has it, whether the sender is there or not")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the sender's end took from the receiver what it had given away")
    @State
    public static class EndAgainstReceipt {
        private final HeldRegion sender = region();
        private final CarriedRegion moved = (CarriedRegion) sender.move();
        private HeldRegion receiver;

        @Actor
        public void receive(ZZ_Result result) {
            result.r1 = may(() -> receiver = moved.receive(RECEIVER));
        }

        @Actor
        public void end() {
            sender.block().ended(OWNER);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r2 = receiver != null && mayBorrow(receiver);
        }
    }

    /** What the sender wrote, as the receiver sees it. The reference comes by a plain field, without any message. */
    @JCStressTest
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "receiver, sender")
    @Outcome(id = "42", expect = Expect.ACCEPTABLE, desc = "sender, receiver, who sees what the sender wrote")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the receiver owns the region and does not see what was written before")
    @State
    public static class Visibility {
        private final HeldRegion sender = region();
        private RegionReference moved;

        @Actor
        public void send() {
            try (Borrow borrow = sender.borrow(Access.EXCLUSIVE)) {
                borrow.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 42);
            }
            moved = sender.move();
        }

        @Actor
        public void receive(I_Result result) {
            result.r1 = moved instanceof CarriedRegion reference ? read(reference.receive(RECEIVER)) : -1;
        }

        private static int read(HeldRegion region) {
            try (Borrow borrow = region.borrow(Access.READ)) {
                return borrow.segment().get(ValueLayout.JAVA_BYTE, 0);
            }
        }
    }
}
