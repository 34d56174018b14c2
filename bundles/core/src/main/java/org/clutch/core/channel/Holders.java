package org.clutch.core.channel;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who holds one kind of end of a channel, and which interpreters have used it.
 *
 * <p>Guarded by itself, except that users are added and looked up without.
 */
public final class Holders {
    /** The holder of an end that travels in a message. */
    public static final long MESSAGE = -2;
    /** Java code as a holder. */
    public static final long JAVA = Origin.JAVA;

    private final Runnable unheld;
    private final Runnable unused;
    /** A list, since holders are few, and its order is the same in each run of a model checker. */
    private final List<Hold> holds = new ArrayList<>();
    private final Set<Long> users = ConcurrentHashMap.newKeySet();

    /** What a holder has: as long as somebody reaches it, the end is held. */
    public static final class Token {
        private Hold hold;

        private Token() {}

        /** Lets go before the token is garbage. */
        public void release() {
            hold.release();
        }
    }

    /** Notes that a token is garbage. */
    final class Hold extends PhantomReference<Token> {
        private final long holder;

        private Hold(Token token, long holder, ReferenceQueue<Token> garbage) {
            super(token, garbage);
            this.holder = holder;
        }

        /** Ends the hold, which may have ended before. */
        void release() {
            dropped(each -> each == this);
        }
    }

    /**
     * @param unheld is called when the last holder is gone
     * @param unused is called when the last interpreter that used it has ended
     */
    public Holders(Runnable unheld, Runnable unused) {
        this.unheld = unheld;
        this.unused = unused;
    }

    /** Makes a holder. */
    synchronized Token hold(long holder, ReferenceQueue<Token> garbage) {
        Token token = new Token();
        token.hold = new Hold(token, holder, garbage);
        holds.add(token.hold);
        return token;
    }

    /** Notes that an interpreter, or Java code, sends or receives. */
    void use(long user) {
        if (!users.contains(user)) {
            users.add(user);
        }
    }

    /** Hears that an interpreter has ended. */
    public void ended(long interpreter) {
        if (users.remove(interpreter) && users.isEmpty()) {
            unused.run();
        }
        dropped(each -> each.holder == interpreter);
    }

    private void dropped(Predicate<Hold> which) {
        boolean last;
        synchronized (this) {
            last = holds.removeIf(which) && holds.isEmpty();
        }
        if (last) {
            unheld.run();
        }
    }

    /** Gives who holds it at the moment: ids of interpreters, {@link Origin#JAVA}, or {@link #MESSAGE}. */
    public synchronized Set<Long> holders() {
        Set<Long> all = new TreeSet<>();
        holds.forEach(each -> all.add(each.holder));
        return all;
    }

    /** Names holders in an error. */
    public static String describe(Set<Long> interpreters) {
        return interpreters.stream().map(Holders::describe).collect(Collectors.joining(" and "));
    }

    private static String describe(long holder) {
        return holder == JAVA ? "Java code" : holder == MESSAGE ? "a message" : "interpreter " + holder;
    }

    /** Gives the interpreters that used it and have not ended. */
    Set<Long> users() {
        return new TreeSet<>(users);
    }
}
