package org.clutch.core.interpreter;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.clutch.core.channel.Holders;
import org.clutch.core.event.Events;
import org.clutch.core.event.RunEvent;
import org.clutch.diagnosis.InterpreterInfo;
import org.clutch.diagnosis.PythonFrame;
import org.clutch.engine.InterpreterState;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterRunningException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.interpreter.LimitExceededException;

/**
 * One interpreter and what it is doing. {@link #phase} decides every race: whoever moves it from IDLE to a run of its own
 * owns the state until it moves it back, and whoever moves it to CLOSED, out of any other phase, ends it.
 */
final class RegisteredInterpreter implements Interpreter {
    private sealed interface Phase {
        Phase IDLE = new Idle();
        Phase CLOSED = new Closed();

        record Idle() implements Phase {}

        record Closed() implements Phase {}

        /** A caller inside the state, what it had allocated before, and what completes when it has left. */
        record Run(Thread thread, long allocatedBefore, CompletableFuture<Void> left) implements Phase {}
    }

    /** However short the deadline of an interrupt, this long a run that was not inside yet has to be hit and to leave. */
    private static final long LEAST_NANOS = 1_000_000_000;

    private final long id;
    private final InterpreterSpec spec;
    private final InterpreterState state;
    private final JavaArguments arguments;
    private final TimeLimit timeLimit;
    private final Consumer<RegisteredInterpreter> forget;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Which limit ended this interpreter, if one did. */
    private volatile String exceeded;
    /** Completes when code that could not be stopped has stopped; null unless this is abandoned. */
    private volatile CompletableFuture<Void> abandonment;
    /** Written by whoever runs, one after the other. */
    private final AtomicLong runs = new AtomicLong();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    /**
     * @param spec what it is like, with a name
     * @param forget is called when this interpreter has ended, or cannot be ended
     */
    RegisteredInterpreter(long id, InterpreterSpec spec, InterpreterState state,
            JavaArguments arguments, Consumer<RegisteredInterpreter> forget) {
        this.id = id;
        this.spec = spec;
        this.state = state;
        this.arguments = arguments;
        this.timeLimit = new TimeLimit(spec.limits().time());
        this.forget = forget;
    }

    JavaArguments arguments() {
        return arguments;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public void exec(String source) {
        running(Holders.JAVA, "exec", entered -> {
            entered.exec(source);
            return null;
        });
    }

    @Override
    public Object call(String function, Object... args) {
        List<Object> converted = arguments.convert(args);
        return running(Holders.JAVA, function, entered -> entered.call(function, converted));
    }

    @Override
    @SuppressWarnings("unchecked") // Of a primitive type, T is the box, which no cast of that class accepts.
    public <T> T call(Class<T> type, String function, Object... args) {
        return (T) JavaResults.convert(call(function, args), JavaType.of(type), () -> "the result of " + function);
    }

    @Override
    public <T> T as(Class<T> type, String object) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getTypeName() + " is no interface");
        }
        return PythonProxy.of(this, entered(state -> state.bind(object)), type, object);
    }

    @Override
    public void prepareMain(Map<String, ?> bindings) {
        Map<String, Object> converted = new LinkedHashMap<>();
        bindings.forEach((key, value) -> converted.put(key, arguments.shareable(value, "'" + key + "'")));
        running(Holders.JAVA, "prepareMain", entered -> {
            entered.prepareMain(converted);
            return null;
        });
    }

    /**
     * Does something while this interpreter counts as running.
     *
     * @param caller the id of the interpreter that asks for it, or {@link Holders#JAVA}
     * @param work what it is, for people, or null
     */
    <T> T running(long caller, String work, Function<InterpreterState, T> action) {
        RunEvent event = Events.run();
        if (event == null) {
            return run(action);
        }
        Throwable thrown = null;
        try {
            return run(action);
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        } finally {
            event.ended(id, name(), caller, work, thrown);
        }
    }

    private <T> T run(Function<InterpreterState, T> action) {
        Phase.Run run = new Phase.Run(Thread.currentThread(), heedsWatermark() ? HeapWatermark.allocated() : 0,
                new CompletableFuture<>());
        if (!phase.compareAndSet(Phase.IDLE, run)) {
            checkOpen();
            throw new InterpreterRunningException("interpreter " + id + " already running");
        }
        runs.setOpaque(runs.getPlain() + 1);
        try {
            return timeLimit.apply(this, () -> action.apply(state));
        } catch (ExecutionInterruptedException e) {
            throw exceeded != null ? new LimitExceededException(exceeded) : e;
        } finally {
            leave(run);
        }
    }

    /** Ends a run; one that left nothing to go on with ends the interpreter as well. */
    private void leave(Phase.Run run) {
        if (state.isUsable()) {
            phase.compareAndSet(run, Phase.IDLE);
            run.left().complete(null);
        } else {
            boolean first = phase.compareAndSet(run, Phase.CLOSED);
            run.left().complete(null);
            if (first) {
                end(() -> Ending.cancel(this, state));
            }
        }
    }

    /** Says whether a run may be ended for the heap's sake. */
    boolean heedsWatermark() {
        return spec.isolation() == Isolation.CONFINED || spec.limits().heapWatermark();
    }

    @Override
    public Set<Thread> threads() {
        checkOpen();
        Set<Thread> inside = state.threads();
        return inside == null ? Set.of() : Set.copyOf(inside);
    }

    /** Gives the threads that may run Python code in it at the moment, or null if that cannot be known. */
    Set<Thread> threadsInside() {
        Set<Thread> inside = state.threads();
        if (inside == null || !(phase.get() instanceof Phase.Run run)) {
            return inside;
        }
        Set<Thread> all = new HashSet<>(inside);
        all.add(run.thread());
        return all;
    }

    /** Counts the bytes that the run at work has allocated so far; zero if there is none. */
    long allocatedInRun() {
        return phase.get() instanceof Phase.Run(Thread thread, long before, _) && !thread.isVirtual()
                ? HeapWatermark.allocatedBy(thread) - before
                : 0;
    }

    /** Ends this interpreter because of what its run took; returns at once. */
    void exceed(String message) {
        exceeded = message;
        Thread.ofPlatform().name("clutch-exceeded-" + id).daemon().start(() -> discard(Duration.ZERO));
    }

    /** Notes that its code cannot be stopped. */
    void abandon(CompletableFuture<Void> stopped) {
        abandonment = stopped;
    }

    /** Completes when code that could not be stopped has stopped; null unless this is abandoned. */
    CompletableFuture<Void> abandonment() {
        return abandonment;
    }

    /** Shows this, for whoever watches. */
    InterpreterInfo info() {
        Phase now = phase.get();
        Set<Thread> inside = threadsInside();
        InterpreterInfo.State state = switch (now) {
            case Phase.Idle _ -> id == InterpreterRegistry.MAIN
                    ? InterpreterInfo.State.RUNNING
                    : InterpreterInfo.State.IDLE;
            case Phase.Run _ -> InterpreterInfo.State.RUNNING;
            case Phase.Closed _ -> abandonment == null ? InterpreterInfo.State.ENDING : InterpreterInfo.State.ABANDONED;
        };
        return new InterpreterInfo(id, name(), spec.isolation(), state, runs.getOpaque(),
                inside == null ? Set.of() : Set.copyOf(inside));
    }

    /** Asks its threads where they are. */
    Map<Thread, List<PythonFrame>> stacks(Duration deadline) {
        return state.stacks(deadline);
    }

    /** Does something whether or not this interpreter is running. */
    <T> T entered(Function<InterpreterState, T> action) {
        checkOpen();
        return action.apply(state);
    }

    @Override
    public boolean isRunning() {
        checkOpen();
        return id == InterpreterRegistry.MAIN || phase.get() instanceof Phase.Run;
    }

    @Override
    public boolean interrupt(Duration deadline) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("the deadline of an interrupt must be positive: " + deadline);
        }
        checkOpen();
        checkOutside("interrupt");
        long end = System.nanoTime() + Math.max(TimeUnit.NANOSECONDS.convert(deadline), LEAST_NANOS);
        // Whoever runs something here next must not meet its caller on the way out.
        return unwindUntil(callerLeft(), deadline, () -> Ending.atLeastSome(end), end)
                && (id == InterpreterRegistry.MAIN || isOpen());
    }

    /** Completes when the caller that is inside now has left. Main's program stays until main ends. */
    private Future<?> callerLeft() {
        return id != InterpreterRegistry.MAIN && phase.get() instanceof Phase.Run(_, _, var left)
                ? left
                : CompletableFuture.completedFuture(null);
    }

    /**
     * Interrupts what runs, again and again until a caller has left; discards this if that does not succeed.
     *
     * @param left completes when the caller has left
     * @param first how long the first interrupt may take
     * @param again how long another one may take
     * @param end when the caller must have left
     * @return false if this was discarded
     */
    boolean unwindUntil(Future<?> left, Duration first, Supplier<Duration> again, long end) {
        boolean unwound = state.interrupt(first)
                && Ending.leaves(left, () -> isOpen() && state.interrupt(again.get()), end);
        if (!unwound && phase.getAndSet(Phase.CLOSED) != Phase.CLOSED) {
            end(() -> Ending.cancel(this, state));
        }
        return unwound;
    }

    @Override
    public void close() {
        checkNotMain();
        Phase now = phase.get();
        if (now == Phase.IDLE) {
            checkOutside("close");
        }
        if (now != Phase.IDLE || !phase.compareAndSet(now, Phase.CLOSED)) {
            checkOpen();
            throw new InterpreterRunningException("interpreter " + id + " running");
        }
        end(() -> {
            try {
                state.close();
            } catch (RuntimeException | Error e) {
                Ending.cancel(this, state);
                throw e;
            }
        });
    }

    @Override
    public void close(Duration deadline) {
        if (deadline.isNegative()) {
            throw new IllegalArgumentException("the deadline of a close must not be negative: " + deadline);
        }
        checkNotMain();
        checkOpen();
        checkOutside("close");
        discard(deadline);
    }

    /** Ends this interpreter, the main one too. If somebody else does already, that is cancelled after the deadline. */
    void discard(Duration deadline) {
        Phase before = phase.getAndSet(Phase.CLOSED);
        if (before == Phase.CLOSED) {
            if (!Ending.completes(ended, System.nanoTime() + TimeUnit.NANOSECONDS.convert(deadline))) {
                Ending.cancel(this, state);
            }
        } else {
            Future<?> run = before instanceof Phase.Run(_, _, var left)
                    ? left
                    : CompletableFuture.completedFuture(null);
            end(() -> Ending.within(deadline, this, state, run));
        }
    }

    /** Notes that the state has ended by itself. */
    void gone() {
        phase.set(Phase.CLOSED);
        end(() -> {});
    }

    private void end(Runnable ending) {
        try {
            ending.run();
        } finally {
            ended.complete(null);
            forget.accept(this);
        }
    }

    boolean isOpen() {
        return phase.get() != Phase.CLOSED;
    }

    private void checkOpen() {
        if (!isOpen()) {
            throw new InterpreterNotFoundException(id);
        }
    }

    private void checkNotMain() {
        if (id == InterpreterRegistry.MAIN) {
            throw new InterpreterException("cannot close the main interpreter, it ends with its program");
        }
    }

    /** What is inside cannot leave before a call returns that it waits for. */
    private void checkOutside(String verb) {
        boolean runs = phase.get() instanceof Phase.Run run && run.thread() == Thread.currentThread();
        if (runs || state.isInside()) {
            throw new InterpreterException("cannot " + verb + " " + this + " in a call that it waits for");
        }
    }

    @Override
    public String toString() {
        return "interpreter " + id + (name().equals("interpreter-" + id) ? "" : " '" + name() + "'");
    }
}
