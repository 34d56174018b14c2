package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;

/**
 * Ctrl-C in the main interpreter, as long as it has Python's default handler for SIGINT. GraalPy raises KeyboardInterrupt
 * in the main thread; this adds what it lacks: when that thread is at work in another interpreter, the work there is
 * interrupted and KeyboardInterrupt raised from the call; and a second Ctrl-C ends the process at once when the first has
 * not had its effect yet, came less than a second ago, or when the program is over and only its threads and atexit functions
 * are left.
 *
 * <p>An interrupt of another interpreter that comes late would hit what the main thread does there next: so that thread waits for
 * it on its way back.
 *
 * <p>SIGINT comes in a JVM thread; {@link #place} guards what both threads must agree on, the other fields are volatile and each
 * is a flag of its own. {@link #enter} and {@link #leave} are called by the main thread alone.
 */
public final class KeyboardInterrupts implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");
    private static final int STATUS = 130;
    private static final long HASTE = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final long WAIT_MILLIS = 1_000;
    /** How long the main thread may take to leave once nothing of its work is inside any more. */
    private static final long LEAVING_MILLIS = 20;
    /** Puts a handler in place that tells this object when KeyboardInterrupt is raised. */
    private static final Source HANDLER = Source.newBuilder("python", """
            def install(interrupts):
                import _signal

                def default_int_handler(signalnum, frame, /):
                    interrupts.raised()
                    raise KeyboardInterrupt

                default_int_handler.__doc__ = _signal.default_int_handler.__doc__
                default_int_handler.__module__ = "_signal"
                _signal.default_int_handler = default_int_handler
                _signal.signal(_signal.SIGINT, default_int_handler)
            install
            """, "<clutch signals>").internal(true).buildLiteral();

    /** What the main thread does in another interpreter: what interrupts it, and what completes when it has left. */
    public record Visit(Predicate<Duration> interrupt, CompletableFuture<Void> left) {
        /** Interrupts until the main thread has left: an interrupt that comes before it has got inside hits nothing. */
        private void end() {
            boolean over = false;
            while (!over && interrupt.test(PATIENCE)) {
                over = completes(left, LEAVING_MILLIS);
            }
        }
    }

    private final Thread mainThread;
    /** Guards where the main thread is, and whether it is to be interrupted there. */
    private final Object place = new Object();
    private Visit inside;
    /** Completes when the work in the other interpreter has been interrupted; null unless Ctrl-C came during it. */
    private CompletableFuture<Void> interruptInside;
    private volatile boolean pending;
    private volatile boolean ending;
    private volatile long last = System.nanoTime() - HASTE;
    private AutoCloseable hook = () -> {};
    private AsyncActions actions;
    /** Whether actions are held; used by the main thread alone. */
    private boolean holding;

    /**
     * @param mainThread Python's main thread
     */
    public KeyboardInterrupts(Thread mainThread) {
        this.mainThread = mainThread;
    }

    /** Takes over SIGINT from the context of the main interpreter. */
    public void install(Context context) {
        context.enter();
        try {
            actions = AsyncActions.ofEnteredContext();
        } finally {
            context.leave();
        }
        context.eval(HANDLER).executeVoid(this);
        try {
            hook = SignalHook.over("INT", this::signalled);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "Ctrl-C waits for a call into another interpreter to end, since the JVM lacks "
                    + SignalHook.FLAG + " (" + e + ")");
        }
    }

    private void signalled(Runnable python) {
        long now = System.nanoTime();
        if (pending || ending || now - last < HASTE) {
            Runtime.getRuntime().halt(STATUS);
        }
        last = now;
        pending = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Visit other;
        synchronized (place) {
            other = inside;
            interruptInside = other == null ? null : done;
        }
        if (other == null) {
            python.run();
        } else {
            // Not in the JVM's only signal thread, which must stay free for the next Ctrl-C.
            Thread.ofPlatform().name("clutch-sigint").daemon().start(() -> {
                try {
                    other.end();
                } finally {
                    done.complete(null);
                }
            });
        }
    }

    /** Hears from Python that the handler ran. */
    @HostAccess.Export
    public void raised() {
        pending = false;
    }

    /**
     * Notes that the calling thread goes to work in another interpreter.
     *
     * @param interrupt interrupts that interpreter
     * @return what to give to {@link #leave}
     */
    public Visit enter(Predicate<Duration> interrupt) {
        if (Thread.currentThread() != mainThread) {
            return null;
        }
        Visit before = inside;
        if (before == null) {
            holding = actions.hold();
        }
        synchronized (place) {
            inside = new Visit(interrupt, new CompletableFuture<>());
        }
        return before;
    }

    /**
     * Notes that the calling thread is back.
     *
     * @param before what {@link #enter} returned
     * @return true if Ctrl-C ended the work there and KeyboardInterrupt is to be raised now
     */
    public boolean leave(Visit before) {
        if (Thread.currentThread() != mainThread) {
            return false;
        }
        CompletableFuture<Void> interrupt;
        synchronized (place) {
            inside.left().complete(null);
            inside = before;
            interrupt = before == null ? interruptInside : null;
        }
        if (before != null) {
            return false;
        }
        if (holding) {
            holding = false;
            actions.release();
        }
        if (interrupt == null) {
            return false;
        }
        if (!completes(interrupt, WAIT_MILLIS)) {
            // A thread that Python started there, and that cannot be stopped, keeps it from completing.
            LOG.log(Level.DEBUG, "Ctrl-C has not had its effect on all threads");
        }
        synchronized (place) {
            interruptInside = null;
        }
        pending = false;
        return true;
    }

    private static boolean completes(CompletableFuture<Void> awaited, long millis) {
        try {
            awaited.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Notes that the program is over: from now on Ctrl-C ends the process at once. */
    public void programEnded() {
        ending = true;
    }

    /** Gives SIGINT back. */
    @Override
    public void close() {
        try {
            hook.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "SIGINT was not given back", e);
        }
    }
}
