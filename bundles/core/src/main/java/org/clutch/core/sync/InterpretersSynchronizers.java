package org.clutch.core.sync;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.SynchronizerReference;
import org.clutch.sync.Barrier;
import org.clutch.sync.Condition;
import org.clutch.sync.Event;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.sync.Synchronizer;
import org.clutch.sync.Synchronizers;

/**
 * The synchronizers as one user reaches them, an interpreter or Java code. What an interpreter holds is known here, so that its
 * end gives it back.
 */
public final class InterpretersSynchronizers implements Synchronizers {
    private final long interpreter;
    private final SynchronizerBroker broker;
    private final boolean confined;
    /** Weak, so that a synchronizer ends with its last holder. Guarded by itself. */
    private final Map<Shared, User> reached = Collections.synchronizedMap(new WeakHashMap<>());
    /** Guarded by {@link #reached}. */
    private boolean ended;

    /**
     * Serves one user.
     *
     * @param confined whether it finds only what it was given before
     */
    public InterpretersSynchronizers(long interpreter, SynchronizerBroker broker, boolean confined) {
        this.interpreter = interpreter;
        this.broker = broker;
        this.confined = confined;
    }

    private User user(Shared shared) {
        synchronized (reached) {
            return reached.computeIfAbsent(shared, _ -> {
                User user = new User(interpreter);
                user.ended = ended;
                return user;
            });
        }
    }

    private Synchronizer reach(Shared shared) {
        return switch (shared) {
            case SharedLock lock -> reach(lock);
            case Permits permits -> new HeldSemaphore(permits, user(permits));
            case Signals signals -> reach(signals);
            case Flag flag -> new HeldEvent(flag, user(flag));
            case Meeting meeting -> new HeldBarrier(meeting, user(meeting));
            default -> throw new IllegalArgumentException("not a synchronizer: " + shared);
        };
    }

    private HeldLock reach(SharedLock lock) {
        return new HeldLock(lock, user(lock));
    }

    private HeldCondition reach(Signals signals) {
        return new HeldCondition(signals, user(signals), reach(signals.lock()));
    }

    @Override
    public Lock lock(boolean reentrant, String name) {
        return reach(broker.made(reentrant
                ? new ReentrantLock(broker.nextId(), checked(name), broker.origin())
                : new PlainLock(broker.nextId(), checked(name), broker.origin())));
    }

    private static String checked(String name) {
        return Objects.requireNonNull(name, "name");
    }

    @Override
    public Semaphore semaphore(long permits, boolean bounded, String name) {
        Permits shared = broker.made(
                new Permits(broker.nextId(), permits, bounded, checked(name), broker.origin()));
        return new HeldSemaphore(shared, user(shared));
    }

    @Override
    public Condition condition(Lock lock, String name) {
        if (lock instanceof HeldLock held) {
            return reach(new Signals(broker.nextId(), held.shared, checked(name), broker.origin()));
        }
        throw new IllegalArgumentException("not a lock of this core: " + lock);
    }

    @Override
    public Event event(String name) {
        Flag shared = new Flag(broker.nextId(), checked(name), broker.origin());
        return new HeldEvent(shared, user(shared));
    }

    @Override
    public Barrier barrier(int parties, Object action, Duration timeout, String name) {
        Meeting shared = new Meeting(broker.nextId(),
                new Meeting.Terms(parties, CrossInterpreterData.of(action), timeout),
                checked(name), broker.origin());
        return new HeldBarrier(shared, user(shared));
    }

    @Override
    public Synchronizer receive(SynchronizerReference reference) {
        if (reference instanceof Carried(Shared shared, var token)) {
            Synchronizer view = reach(shared);
            token.release();
            return view;
        }
        throw new IllegalArgumentException("not a reference to a synchronizer of this core: " + reference);
    }

    @Override
    public Optional<Synchronizer> find(long id) {
        return broker.published(id).filter(shared -> !confined || reached.containsKey(shared)).map(this::reach);
    }

    /** Hears that the interpreter has ended: gives back what it holds, and sees to those who waited for it. */
    public void ended() {
        Map<Shared, User> all;
        synchronized (reached) {
            ended = true;
            all = Map.copyOf(reached);
        }
        all.forEach(Shared::ended);
        broker.origin().waits().detector().examineAll();
    }
}
