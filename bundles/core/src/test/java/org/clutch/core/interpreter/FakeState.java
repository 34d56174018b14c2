package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.clutch.engine.BoundObject;
import org.clutch.engine.Host;
import org.clutch.engine.MainState;
import org.clutch.interpreter.ExceptionSnapshot;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.testkit.Background;

/**
 * A state whose source text is one word: {@code block} runs until {@link #release()}, an interrupt or a cancel;
 * {@code raise} fails; anything else ends at once. {@link #calls} has what was asked of it, in order.
 */
final class FakeState implements MainState {
    final String name;
    final Host host;
    private final String program;
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Open once something blocks. */
    final CountDownLatch blocking = new CountDownLatch(1);
    /** Open once a cancel has begun. */
    final CountDownLatch cancelling = new CountDownLatch(1);
    /** Open once a close has begun. */
    final CountDownLatch closing = new CountDownLatch(1);

    /** Whether an interrupt unwinds what blocks; one that does not gives up at once, whatever its deadline. */
    volatile boolean unwinds = true;
    /** Whether a cancel ends what blocks; one that does not hangs until {@link #release()}. */
    volatile boolean cancels = true;
    /** Whether it can be used while nobody has cancelled it. */
    volatile boolean usable = true;
    /** What a close does; it may hang, with {@link #block()}, or throw. */
    volatile Runnable onClose = () -> {};
    /** Runs before an interrupt unwinds anything; may hang, or throw. */
    volatile Runnable onInterrupt = () -> {};
    /** What calls return, those of bound objects too. */
    volatile Function<List<Object>, Object> result = args -> args;
    /** The threads that it says are inside. */
    volatile Set<Thread> inside = Set.of();
    /** What bound objects have. */
    volatile Set<String> methods = Set.of();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** All guarded by the lock. */
    private int blocked;
    private boolean released;
    private boolean interrupted;
    private boolean cancelled;

    FakeState(String name, String program, Host host) {
        this.name = name;
        this.program = program;
        this.host = host;
    }

    /** Ends all that blocks or hangs, as if it were done. */
    void release() {
        change(() -> released = true);
    }

    /** Has a caller run here that is about to enter, waits until a latch opens, and then blocks inside. */
    Background<Void> enteringAfter(CountDownLatch latch) {
        return Background.run(() -> host.running(host.id(), entered -> {
            Background.await(latch);
            entered.exec("block");
            return null;
        })).parked();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void block() {
        lock.lock();
        try {
            blocked++;
            blocking.countDown();
            while (!released && !interrupted && !cancelled) {
                changed.awaitUninterruptibly();
            }
            if (interrupted || cancelled) {
                throw new ExecutionInterruptedException(name + (cancelled ? " was cancelled" : " was interrupted"));
            }
        } finally {
            blocked--;
            changed.signalAll();
            lock.unlock();
        }
    }

    private void work(String source) {
        if (source.equals("block")) {
            block();
        } else if (source.equals("raise")) {
            throw new ExecutionFailedException(
                    new ExceptionSnapshot("E", "E", "m", "boom", "E: boom", "Traceback\nE: boom"));
        }
    }

    @Override
    public void exec(String source) {
        calls.add("exec " + source);
        work(source);
    }

    @Override
    public Object call(String function, List<Object> args) {
        calls.add("call " + function);
        work(function);
        return result.apply(args);
    }

    @Override
    public void prepareMain(Map<String, Object> bindings) {
        calls.add("prepareMain " + bindings);
    }

    @Override
    public int run() {
        calls.add("run");
        work(program);
        return 7;
    }

    @Override
    public boolean interrupt(Duration deadline) {
        calls.add("interrupt");
        onInterrupt.run();
        lock.lock();
        try {
            if (!unwinds) {
                return blocked == 0;
            }
            interrupted = true;
            changed.signalAll();
            while (blocked > 0) {
                changed.awaitUninterruptibly();
            }
            interrupted = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        calls.add("close");
        closing.countDown();
        onClose.run();
    }

    @Override
    public void cancel() {
        calls.add("cancel");
        cancelling.countDown();
        if (cancels) {
            change(() -> cancelled = true);
        } else {
            block();
        }
    }

    @Override
    public boolean isUsable() {
        lock.lock();
        try {
            return usable && !cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public BoundObject bind(String object) {
        calls.add("bind " + object);
        return new BoundObject() {
            @Override
            public Object call(List<String> names, boolean itself, List<Object> args) {
                calls.add("call " + names + (itself ? " or itself" : ""));
                return result.apply(args);
            }

            @Override
            public boolean has(List<String> names) {
                return !Collections.disjoint(methods, names);
            }
        };
    }

    @Override
    public boolean isInside() {
        return inside.contains(Thread.currentThread());
    }

    @Override
    public Set<Thread> threads() {
        return inside;
    }
}
