package org.clutch.engine.graalpy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.clutch.interpreter.InterpreterException;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * The thread that makes a context and then stays parked inside it until the end, because GraalPy runs weakref callbacks and
 * the like only on the thread that made the context, and only while that thread is inside. It waits on a Python lock: such
 * a wait lets those callbacks run.
 *
 * <p>Its end: {@link #dismiss}, or the cancellation of the context. Its last duty is to close the context, which runs code
 * of that interpreter once more: on this thread's stack there are no frames of others.
 */
final class Attendant {
    private static final Source POST = Source
            .newBuilder(Contexts.PYTHON,
                    "import _thread\npost = _thread.allocate_lock()\npost.acquire()\n[post.acquire, post.release]",
                    "<clutch post>")
            .internal(true).buildLiteral();
    private static final String NAME = "clutch-attendant-";
    private static final long STACK = 16 << 20;

    private final Thread thread;
    private volatile boolean dismissed;
    /** What is to be done at the end, by whoever takes it: this thread, or who dismisses it if it is gone already. */
    private final AtomicReference<Runnable> duty = new AtomicReference<>();
    /** Has a permit once who dismisses this thread has left the context, which nobody can close in order before. */
    private final Semaphore released = new Semaphore(0);
    /** How the duty failed; set by this thread before it ends. */
    private Throwable failure;
    /** Acquires the Python lock; used by this thread alone. */
    private Value acquire;
    /** Releases the Python lock; set by this thread before anybody else can see the state. */
    private volatile Value release;

    private Attendant(Runnable duty) {
        thread = Thread.ofPlatform().name(NAME + "spare").daemon().stackSize(STACK).unstarted(duty);
        // Languages are found only through the loader that has GraalPy.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    }

    /** Says whether this is the calling thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Names the thread after its interpreter. */
    void rename(String name) {
        thread.setName(NAME + name);
    }

    /** Has a new attendant make a state, and gives it. */
    static <T extends GraalPyState> T attend(Function<Attendant, T> maker) {
        CompletableFuture<T> made = new CompletableFuture<>();
        Attendant[] self = new Attendant[1];
        self[0] = new Attendant(() -> self[0].serve(maker, made));
        self[0].thread.start();
        try {
            return made.join();
        } catch (CompletionException e) {
            throw new InterpreterException("cannot make an interpreter: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private <T extends GraalPyState> void serve(Function<Attendant, T> maker, CompletableFuture<T> made) {
        T state;
        try {
            state = maker.apply(this);
            Value post = state.context().eval(POST);
            acquire = post.getArrayElement(0);
            release = post.getArrayElement(1);
            made.complete(state);
        } catch (RuntimeException | Error e) {
            made.completeExceptionally(e);
            return;
        }
        while (!dismissed && park(state)) {
            if (!dismissed) {
                state.entrance().settle();
            }
        }
        if (dismissed) {
            released.acquireUninterruptibly();
        }
        try {
            doDuty();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void doDuty() {
        Runnable last = duty.getAndSet(null);
        if (last != null) {
            last.run();
        }
    }

    /** Waits inside the context until it is dismissed or interrupted; false if the context is gone. */
    private boolean park(GraalPyState state) {
        try {
            return state.entrance().fromOutside(() -> {
                acquire.executeVoid();
                return true;
            });
        } catch (PolyglotException e) {
            return e.isInterrupted();
        } catch (IllegalStateException e) {
            return false;
        } catch (RuntimeException | Error e) {
            if (Entrance.isInterrupt(e) || Entrance.isCancellation(e)) {
                return Entrance.isInterrupt(e);
            }
            throw e;
        }
    }

    /**
     * Lets the thread leave the context and end, and waits for that.
     *
     * @param state the state that it attends
     * @param last what it does at the end
     */
    void dismiss(GraalPyState state, Runnable last) {
        dismissed = true;
        try {
            state.visit(() -> state.pass(release));
            duty.set(last);
        } finally {
            released.release();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        doDuty();
        switch (failure) {
            case null -> {
                // It is done.
            }
            case Error e -> throw e;
            default -> throw (RuntimeException) failure;
        }
    }
}
