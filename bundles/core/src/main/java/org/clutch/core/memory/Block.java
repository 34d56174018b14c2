package org.clutch.core.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.Holders;
import org.clutch.share.Borrow;
import org.clutch.share.OwnershipException;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionBorrowedException;
import org.clutch.share.RegionException;

/**
 * A region: its memory and who has it. All handles, references and borrows refer to it, so once it is garbage nobody has it;
 * then, or as soon as all have let go in order, the memory is given back.
 *
 * <p>Guarded by itself. A holder of a tenure that is over may do nothing but leave. Holders leave under a monitor of
 * their own, which is taken inside this one, and tell this one after they have left theirs.
 */
final class Block {
    private final long id;
    private final String name;
    private final boolean readOnly;
    private final Memory memory;
    private final ChannelBroker garbage;
    private final Cleaner cleaner;
    private final Cleaner.Cleanable memoryBack;
    private final Tenure first;
    private final Set<Lent> lents = new HashSet<>();
    private Tenure tenure;
    /** Whether only the collector knows when nobody uses the memory any more. */
    private boolean leftToCollector;
    /** Whether native code knows the address. */
    private boolean exposed;
    /** Whether somebody may have kept a way to the array that ends with no borrow. */
    private boolean copiedWhenMoved;
    private boolean gone;

    Block(long id, String name, boolean readOnly, Memory memory, long owner, ChannelBroker garbage, Cleaner cleaner) {
        this.id = id;
        this.name = name;
        this.readOnly = readOnly;
        this.memory = memory;
        this.garbage = garbage;
        this.cleaner = cleaner;
        this.memoryBack = cleaner.register(this, memory);
        this.first = new Tenure(owner, null, this::settle);
        this.tenure = first;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isNative() {
        return memory.isNative();
    }

    long size() {
        MemorySegment present = memory.segment();
        return present == null ? 0 : present.byteSize();
    }

    synchronized Tenure tenure() {
        return tenure;
    }

    synchronized boolean isGone() {
        return gone;
    }

    synchronized int borrows() {
        return lents.size();
    }

    /** Says whether the name still finds it: what was moved belongs to its receiver alone. */
    synchronized boolean isAttachable() {
        return !gone && tenure == first;
    }

    /** Holds it for a user of the present tenure. */
    synchronized Holders.Token hold(Tenure mine, long user) {
        check(mine);
        return garbage.hold(mine.holders(), user);
    }

    private void check(Tenure mine) {
        if (mine != tenure) {
            throw new OwnershipException(this + " was moved, it belongs to " + Tenure.name(tenure.owner()));
        }
        if (gone) {
            throw new RegionException(this + " is gone: nobody had it any more");
        }
    }

    synchronized Borrow borrow(Tenure mine, long user, Access access) {
        check(mine);
        if (!lents.isEmpty() && (access == Access.EXCLUSIVE || isExclusive())) {
            throw new RegionBorrowedException(this + " is borrowed by " + borrowers() + ", so it cannot be borrowed"
                    + (access == Access.EXCLUSIVE ? " exclusively" : "") + " until that is over");
        }
        Lent lent = new Lent(this, user, access);
        Borrow borrow = new CountedBorrow(lent, memory.segment(), cleaner);
        lents.add(lent);
        return borrow;
    }

    private boolean isExclusive() {
        return lents.stream().anyMatch(each -> each.access() == Access.EXCLUSIVE);
    }

    private String borrowers() {
        return lents.stream().map(each -> Tenure.name(each.user())).distinct().sorted()
                .collect(Collectors.joining(" and "));
    }

    synchronized void returned(Lent lent) {
        lents.remove(lent);
        settle();
    }

    synchronized long expose(Tenure mine) {
        check(mine);
        if (!isNative()) {
            throw new RegionException(this + " is a Java array, which has no address");
        }
        exposed = true;
        return memory.segment().address();
    }

    synchronized void leaveToCollector() {
        leftToCollector = true;
    }

    /** Begins the time of whoever will receive it. */
    synchronized CarriedRegion move(HeldRegion handle, Tenure mine, long user) {
        check(mine);
        if (mine.owner() != user && mine.owner() != Tenure.NOBODY) {
            throw new OwnershipException(this + " cannot be moved by " + Tenure.name(user) + ", since it belongs to "
                    + Tenure.name(mine.owner()));
        }
        if (!lents.isEmpty()) {
            throw new RegionBorrowedException(this + " cannot be moved, since it is borrowed by " + borrowers()
                    + ": release the views first");
        }
        if (exposed) {
            throw new RegionBorrowedException(this + " cannot be moved, since native code has its address");
        }
        if (copiedWhenMoved) {
            memory.renew();
        }
        tenure = new Tenure(Holders.MESSAGE, mine, this::settle);
        return new CarriedRegion(this, tenure, hold(tenure, Holders.MESSAGE), handle, true);
    }

    /** Takes a move back; false if somebody has received it, or it was taken back before. */
    synchronized boolean restore(Tenure moved) {
        if (tenure != moved || moved.owner() != Holders.MESSAGE) {
            return false;
        }
        tenure = moved.before();
        settle();
        return true;
    }

    /** Gives it to whoever received a move. */
    synchronized void own(Tenure mine, long user) {
        check(mine);
        if (mine.owner() != Holders.MESSAGE) {
            throw new OwnershipException(this + " was received already, by " + Tenure.name(mine.owner()));
        }
        mine.received(user);
        copiedWhenMoved = false;
    }

    /**
     * Has the array copied with the next move, since somebody who is not trusted may write to it until then: the engine
     * writes an item that an {@code __index__} of Python gives to where it began to write, even if that has released the view
     * and moved the region.
     */
    synchronized void copyWhenMoved() {
        copiedWhenMoved = !isNative();
    }

    /**
     * Hears that an interpreter has ended: its handles end, and those that a move would give back to it. Its borrows end as
     * its engine, or the collector, says.
     */
    void ended(long user) {
        List<Tenure> mayBeAgain = new ArrayList<>();
        synchronized (this) {
            for (Tenure each = tenure; each != null; each = each.before()) {
                if (each.owner() == user) {
                    each.owner(Tenure.NOBODY);
                }
                mayBeAgain.add(each);
            }
        }
        mayBeAgain.forEach(each -> each.holders().ended(user));
    }

    /** Gives the memory back if nobody has it. */
    private void settle() {
        synchronized (this) {
            if (gone || !lents.isEmpty() || !tenure.holders().holders().isEmpty()) {
                return;
            }
            gone = true;
            if (leftToCollector || exposed) {
                return;
            }
        }
        memoryBack.clean();
    }

    @Override
    public String toString() {
        return "region " + id + (name.isEmpty() ? "" : " '" + name + "'");
    }
}
