package org.clutch.core.channel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.clutch.channel.DeadlockException;
import org.clutch.diagnosis.WaitInfo;

/**
 * Finds threads that can never be woken. It is sound before it is complete: the unit is the thread, and only waits without a
 * deadline on channels and locks count. A wait is out of the question as soon as somebody else could end it: Java code or a
 * message that holds the other end or the lock, an interpreter in which no thread is or one that does not wait in this way, a
 * channel whose transport is away.
 *
 * <p>Looks some time after a wait began, so that busy channels cost nothing; the look for the last wait of a cycle finds it. A
 * thread that could have ended a wait may end itself, and tells nobody: so those that last ask for a look again, ever more
 * seldom, and get one at most once a second. Waits change without the lock that orders the looks. So they are read twice: if each
 * is stuck both times and its round is the same, all were stuck at one moment in between, and no thread but these could have
 * changed that.
 */
public final class DeadlockDetector {
    private static final Logger LOG = System.getLogger("org.clutch.core");
    private static final long LOOKED_AGAIN_AFTER_NANOS = 1_000_000_000;

    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean looks = true;
    private volatile boolean raises = true;
    /** Those that the log has told of last, as long as all of them wait. */
    private volatile Set<Wait> logged = Set.of();
    /** When somebody who had waited long asked for the last look. */
    private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
    /** Gives the threads that are in an interpreter at the moment; none if it is idle or gone, null if nobody knows. */
    private volatile LongFunction<? extends Collection<Thread>> threads = _ -> null;

    /** Makes threads of interpreters known. */
    public void threadsOf(LongFunction<? extends Collection<Thread>> source) {
        threads = source;
    }

    /** Says what to do: {@code raise}, {@code log} or {@code off}. */
    void answer(String answer) {
        switch (answer) {
            case "raise" -> {
                looks = true;
                raises = true;
            }
            case "log" -> {
                looks = true;
                raises = false;
            }
            case "off" -> looks = false;
            case null, default -> LOG.log(Level.ERROR,
                    () -> "org.clutch.channels: deadlocks = " + answer + " is not raise, log or off; nothing changes");
        }
    }

    /** Hears of a wait that has lasted for a while, and maybe has before: looks at all of them, unless somebody just has. */
    void examine(Wait wait) {
        if (waits.add(wait) || isTimeToLookAgain()) {
            examineAll();
        }
    }

    private boolean isTimeToLookAgain() {
        long last = lastLook.get();
        long now = System.nanoTime();
        return now - last >= LOOKED_AGAIN_AFTER_NANOS && lastLook.compareAndSet(last, now);
    }

    /** Looks at all waits that have lasted for a while, since somebody who could have ended them is gone. */
    public void examineAll() {
        if (looks) {
            find();
        }
    }

    void forget(Wait wait) {
        waits.remove(wait);
        if (logged.contains(wait)) {
            logged = Set.of();
        }
    }

    /**
     * Lists the waits that have lasted for a while.
     *
     * @param inside gives the ids of the interpreters that a thread is in
     */
    public List<WaitInfo> waits(Function<Thread, Set<Long>> inside) {
        return waits.stream().map(wait -> wait.info(inside.apply(wait.thread())))
                .sorted(Comparator.comparing(WaitInfo::thread)).toList();
    }

    /**
     * Says what a thread waits for at the moment, however long it has and whatever its deadline.
     *
     * @param inside ids of the interpreters that it is in
     */
    public static Optional<WaitInfo> waitOf(Thread thread, Set<Long> inside) {
        return Optional.ofNullable(Wait.of(thread)).map(wait -> wait.info(inside));
    }

    /** Says what is done: {@code raise}, {@code log} or {@code off}. */
    public String answer() {
        return !looks ? "off" : raises ? "raise" : "log";
    }

    /** Says who can never be woken and is left so. Who gets the error is on the way out, and of others nobody knows. */
    public Optional<String> deadlock() {
        Set<Wait> stuck = answer().equals("log") ? stuck() : Set.of();
        return stuck.isEmpty() ? Optional.empty() : Optional.of(describe(stuck));
    }

    private synchronized void find() {
        Set<Wait> stuck = stuck();
        if (!stuck.isEmpty()) {
            report(stuck);
        }
    }

    /** Gives those that can never be woken. */
    private synchronized Set<Wait> stuck() {
        Map<Wait, Integer> stuck = new HashMap<>();
        for (Wait wait : waits) {
            int round = wait.round();
            if (wait.isStuck()) {
                stuck.put(wait, round);
            }
        }
        while (stuck.keySet().removeIf(wait -> canBeWoken(wait, stuck.keySet()))) {
            // Whoever waits for one that can be woken can be woken too.
        }
        boolean stillStuck = stuck.entrySet().stream()
                .allMatch(each -> each.getKey().isStuck() && each.getKey().round() == each.getValue());
        return stillStuck ? stuck.keySet() : Set.of();
    }

    private boolean canBeWoken(Wait wait, Set<Wait> stuck) {
        Set<Thread> stuckThreads = stuck.stream().map(Wait::thread).collect(Collectors.toSet());
        return wait.awaited().canCome(stuckThreads::contains, holder -> isStuck(holder, stuckThreads));
    }

    private boolean isStuck(long holder, Set<Thread> stuckThreads) {
        if (holder < 0) {
            return false;
        }
        Collection<Thread> inside = threads.apply(holder);
        return inside != null && !inside.isEmpty() && stuckThreads.containsAll(inside);
    }

    private void report(Set<Wait> stuck) {
        String message = "deadlock: " + describe(stuck);
        if (raises) {
            // All before the first one is on its way out, which may release what another one waits for.
            stuck.forEach(wait -> wait.condemn(new DeadlockException(message)));
            stuck.forEach(Wait::wake);
        } else if (!stuck.equals(logged)) {
            logged = stuck;
            LOG.log(Level.WARNING, message);
        }
    }

    private static String describe(Set<Wait> stuck) {
        return stuck.stream().map(wait -> describe(wait)).sorted().collect(Collectors.joining("; "));
    }

    private static String describe(Wait wait) {
        return "thread '" + wait.thread().getName() + "' waits to " + wait.awaited().description();
    }
}
