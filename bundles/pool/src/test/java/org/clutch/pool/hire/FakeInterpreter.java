package org.clutch.pool.hire;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;

/** An interpreter without Python: {@code call} does what the test says with the first argument. */
final class FakeInterpreter implements Interpreter {
    final InterpreterSpec spec;
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final FakeInterpreters all;
    private final long id;
    private volatile boolean running;
    private volatile boolean closed;

    FakeInterpreter(FakeInterpreters all, long id, InterpreterSpec spec) {
        this.all = all;
        this.id = id;
        this.spec = spec;
    }

    private void checkOpen() {
        if (closed) {
            throw new InterpreterNotFoundException(id);
        }
    }

    boolean isClosed() {
        return closed;
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
        call(source, source);
    }

    @Override
    public Object call(String function, Object... args) {
        checkOpen();
        running = true;
        try {
            return all.onCall.apply(args[0]);
        } finally {
            running = false;
        }
    }

    @Override
    public <T> T call(Class<T> type, String function, Object... args) {
        return type.cast(call(function, args));
    }

    /** Gives Python's {@code exec} for the warm-up. */
    @Override
    public <T> T as(Class<T> type, String name) {
        checkOpen();
        Maker.Execute exec = (_, globals) -> all.onWarmUp.apply(globals.get("source"));
        return type.cast(exec);
    }

    @Override
    public void prepareMain(Map<String, ?> bindings) {
        checkOpen();
    }

    @Override
    public boolean isRunning() {
        checkOpen();
        return running;
    }

    @Override
    public Set<Thread> threads() {
        checkOpen();
        return threads.stream().filter(Thread::isAlive).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean interrupt(Duration deadline) {
        checkOpen();
        return true;
    }

    @Override
    public void close() {
        checkOpen();
        closed = true;
        all.closed.incrementAndGet();
    }

    @Override
    public void close(Duration deadline) {
        all.onClose.run();
        close();
    }

    @Override
    public String toString() {
        return "interpreter " + id;
    }

    static final UnaryOperator<Object> ECHO = it -> it;
}
