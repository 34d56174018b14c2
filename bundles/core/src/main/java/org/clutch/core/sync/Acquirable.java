package org.clutch.core.sync;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.clutch.core.channel.Awaited;
import org.clutch.core.channel.Deadline;
import org.clutch.core.channel.Holders;
import org.clutch.core.channel.WaitingRoom;
import org.clutch.diagnosis.LockInfo;
import org.clutch.interpreter.InterpreterNotFoundException;

/**
 * What threads acquire and release. Its monitor guards who has what; it is held for a few instructions and never while
 * anything else is called. A release changes that first and wakes afterwards, outside the monitor, as {@link WaitingRoom}
 * wants it. Who is woken tries again, so a thread that comes by may be faster.
 */
abstract class Acquirable extends Shared implements Awaited {
    private final WaitingRoom room = new WaitingRoom();
    private volatile boolean abandoned;

    Acquirable(long id, String kind, String name, Origin origin) {
        super(id, kind, name, origin);
    }

    /** Acquires it for the calling thread if that can be done at once. */
    abstract boolean tryAcquire(User user);

    final boolean acquire(User user, Deadline deadline) throws InterruptedException {
        return tryAcquire(user)
                || room.await(this, () -> tryAcquire(user) ? true : null, deadline, waits()) != null;
    }

    final WaitingRoom room() {
        return room;
    }

    final boolean isAbandoned() {
        return abandoned;
    }

    final void recover() {
        abandoned = false;
    }

    /** Takes from an interpreter that has ended what it holds. To be called in the monitor. */
    abstract boolean takeFrom(User user);

    /** Gives back what the interpreter holds: whoever acquires it next sees that it is abandoned. */
    @Override
    final void ended(User user) {
        boolean held;
        synchronized (this) {
            user.ended = true;
            held = takeFrom(user);
            if (held) {
                abandoned = true;
            }
        }
        super.ended(user);
        if (held) {
            room.wakeAll();
        }
    }

    /** Lets nothing be acquired for an interpreter that has ended, since nobody would release it. */
    static void check(User user) {
        if (user.ended) {
            throw new InterpreterNotFoundException(user.interpreter());
        }
    }

    /** Anybody who has it may release it, and so may whoever finds it once it is published. */
    @Override
    public boolean canCome(Predicate<Thread> threads, LongPredicate interpreters) {
        Set<Long> all = holders().holders();
        return isPublished() || all.isEmpty() || !all.stream().allMatch(interpreters::test);
    }

    @Override
    public String description() {
        return "acquire " + this + holder() + ", which only " + Holders.describe(holders().holders()) + " can release";
    }

    /** Says who has it, as part of an error. */
    abstract String holder();

    /** Gives the ids of the interpreters that have it, {@link Holders#JAVA} for Java code. */
    @Override
    public abstract Set<Long> others();

    /** Shows it, for whoever watches; null if nobody has it or waits for it. */
    final LockInfo info() {
        Set<Long> having = others();
        int waiting = room.waiting();
        return having.isEmpty() && waiting == 0 ? null : new LockInfo(toString(), having, waiting, abandoned);
    }
}
