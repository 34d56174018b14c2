package org.clutch.core.memory;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Transports;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.share.Borrow;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionBorrowedException;
import org.clutch.share.RegionException;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * What Lincheck does to a region that its owner has just moved, by its owner, by somebody else who had a handle before, and by
 * those threads that receive it, each as an interpreter of its own. What a thread has is its own: its handle, borrows and move.
 */
public final class RegionOperations {
    static final int OWNER = 1;
    static final int OTHER = 2;
    static final int FIRST_RECEIVER = 3;
    /** Lincheck's threads, and those before and after them. */
    static final int THREADS = 6;
    private static final int SIZE = 8;
    private static final Budget BUDGET = new Budget(0);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ChannelBroker GARBAGE = new ChannelBroker(new Transports(), new WaitConfiguration());

    private final HeldRegion owner;
    private final HeldRegion other;
    private final CarriedRegion sent;
    private final HeldRegion[] received = new HeldRegion[THREADS];
    private final CarriedRegion[] moved = new CarriedRegion[THREADS];
    private final List<Deque<Borrow>> borrows = Stream.<Deque<Borrow>>generate(ArrayDeque::new).limit(THREADS)
            .toList();

    /** Lincheck makes it. */
    public RegionOperations() {
        Block block = new Block(1, "", false, Memory.allocate(SIZE, true, BUDGET), OWNER, GARBAGE, CLEANER);
        owner = new HeldRegion(block, block.tenure(), OWNER, false, null);
        other = ((CarriedRegion) owner.reference()).receive(OTHER);
        sent = (CarriedRegion) owner.move();
    }

    private HeldRegion handle(int thread, int whose) {
        return switch (whose) {
            case OWNER -> owner;
            case OTHER -> other;
            default -> received[thread];
        };
    }

    private static String told(String success, Runnable action) {
        try {
            action.run();
            return success;
        } catch (RegionBorrowedException e) {
            return "borrowed";
        } catch (RegionException e) {
            return "refused";
        }
    }

    /** Receives what was sent at first. */
    @Operation
    public String receive(@Param(gen = ThreadIdGen.class) int thread) {
        return told("received", () -> received[thread] = sent.receive(FIRST_RECEIVER + thread));
    }

    /** Takes back what was sent at first. */
    @Operation
    public void takeBack() {
        sent.release();
    }

    @Operation
    public String borrow(@Param(gen = ThreadIdGen.class) int thread,
            @Param(gen = IntGen.class, conf = "1:3") int whose, @Param(gen = BooleanGen.class) boolean exclusive) {
        HeldRegion handle = handle(thread, whose);
        return handle == null
                ? "none"
                : told("lent", () -> borrows.get(thread)
                        .push(handle.borrow(exclusive ? Access.EXCLUSIVE : Access.SHARED)));
    }

    /** Ends the last borrow of this thread. */
    @Operation
    public void giveBack(@Param(gen = ThreadIdGen.class) int thread) {
        Borrow last = borrows.get(thread).poll();
        if (last != null) {
            last.close();
        }
    }

    /** Moves it, once a thread. */
    @Operation
    public String move(@Param(gen = ThreadIdGen.class) int thread,
            @Param(gen = IntGen.class, conf = "1:3") int whose) {
        HeldRegion handle = handle(thread, whose);
        return handle == null || moved[thread] != null
                ? "none"
                : told("moved", () -> moved[thread] = (CarriedRegion) handle.move());
    }

    /** Takes back what this thread moved. */
    @Operation
    public void undo(@Param(gen = ThreadIdGen.class) int thread) {
        if (moved[thread] != null) {
            moved[thread].release();
        }
    }

    /** Ends the interpreter that owned it at first. */
    @Operation(runOnce = true)
    public void end() {
        owner.block().ended(OWNER);
    }
}
