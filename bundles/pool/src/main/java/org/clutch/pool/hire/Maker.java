package org.clutch.pool.hire;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.PoolException;

/**
 * Makes the interpreters of one pool, and warms them up, in threads that have a stack for Python code and that nobody
 * interrupts, whatever the caller's thread is like. Any thread may call.
 */
final class Maker {
    /** A time limit is for tasks, and the first import in a JVM takes many times as long as later ones. */
    private static final Duration WARM_UP_LIMIT = Duration.ofMinutes(2);
    private static final String IN_MAIN = "import sys\n"
            + "exec(compile(source, path, 'exec', dont_inherit=True), sys.modules['__main__'].__dict__)\n";

    /** Python's {@code exec}, called as an object: such calls are no runs, so time limits do not hold. */
    @FunctionalInterface
    public interface Execute {
        /** Executes source text. */
        void exec(String source, Map<String, String> globals);
    }

    private final String pool;
    private final Interpreters interpreters;
    private final Endings endings;
    private final AtomicLong made = new AtomicLong();
    /** Those that are warming up. */
    private final Set<Interpreter> warming = ConcurrentHashMap.newKeySet();

    Maker(String pool, Interpreters interpreters, Endings endings) {
        this.pool = pool;
        this.interpreters = interpreters;
        this.endings = endings;
    }

    /** Counts those that were made. */
    long made() {
        return made.get();
    }

    /**
     * Makes one, and waits for that.
     *
     * @throws PoolException if that fails; then nothing is left of it
     * @throws InterruptedException if the thread is interrupted; then what was to be made ends as soon as it is there
     */
    Interpreter make(Settings.Making making) throws InterruptedException {
        CompletableFuture<Interpreter> maker = CompletableFuture.supplyAsync(() -> makeHere(making), endings::run);
        try {
            return maker.get();
        } catch (InterruptedException e) {
            maker.thenAccept(this::discard);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PoolException known ? known : failed(e.getCause().toString(), e.getCause());
        }
    }

    private Interpreter makeHere(Settings.Making making) {
        Interpreter interpreter = create(making);
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        alarm.thenRunAsync(() -> discard(interpreter), endings::run);
        alarm.completeOnTimeout(null, WARM_UP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        warming.add(interpreter);
        try {
            warmUp(interpreter, making);
            return interpreter;
        } catch (RuntimeException | Error e) {
            discard(interpreter);
            throw e;
        } finally {
            warming.remove(interpreter);
            alarm.cancel(false);
        }
    }

    private Interpreter create(Settings.Making making) {
        long number = made.incrementAndGet();
        try {
            return interpreters.create(making.spec().withName(pool + "-" + number));
        } catch (InterpreterException e) {
            made.decrementAndGet();
            throw failed(e.getMessage(), e);
        }
    }

    private void warmUp(Interpreter interpreter, Settings.Making making) {
        boolean cold = making.transport().isEmpty() && making.preload().isEmpty() && making.warmup().path().isEmpty();
        if (cold) {
            return;
        }
        Execute exec = interpreter.as(Execute.class, "builtins:exec");
        if (!making.transport().isEmpty()) {
            step("transport", making.transport(), exec, "from clutch import channels\nchannels.default_transport = '"
                    + making.transport() + "'\ndel channels", "<transport>");
        }
        for (String module : making.preload()) {
            step("preload", module, exec, "import importlib\nimportlib.import_module('" + module + "')\ndel importlib",
                    "<preload>");
        }
        if (!making.warmup().path().isEmpty()) {
            step("warmup", making.warmup().path(), exec, making.warmup().source(), making.warmup().path());
        }
    }

    private void step(String key, String value, Execute exec, String source, String path) {
        try {
            exec.exec(IN_MAIN, Map.of("source", source, "path", path));
        } catch (ExecutionFailedException e) {
            throw failed(key + " = " + value + " failed with " + e.snapshot().formatted(), e);
        } catch (InterpreterException e) {
            throw failed(key + " = " + value + " did not end in order: " + e.getMessage()
                    + " (it may take " + WARM_UP_LIMIT.toSeconds() + " s)", e);
        }
    }

    /** Ends those that are warming up. */
    void cancel() {
        warming.forEach(interpreter -> endings.run(() -> discard(interpreter)));
    }

    private PoolException failed(String reason, Throwable cause) {
        return new PoolException("pool '" + pool + "' cannot make an interpreter: " + reason, cause);
    }

    private void discard(Interpreter interpreter) {
        try {
            interpreter.close(Duration.ZERO);
        } catch (InterpreterNotFoundException e) {
            // Somebody else was first.
        }
    }
}
