package org.clutch.engine.graalpy.internals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.graalvm.polyglot.Engine;

/**
 * Keeps Python's compiler waiting while the first interpreter of this JVM starts. Truffle prepares its compiler, five seconds
 * of work, with the first code that it hears of. On few processors that is at the expense of what somebody waits for, the
 * program's first line; and what is compiled in that time is hardly ever the program's.
 *
 * <p>Any thread may call.
 */
public final class HeldCompiler {
    /** From this number on Truffle has two threads that compile, and there are processors for them. */
    private static final int ENOUGH = 4;
    /** A start that takes longer goes on beside the compiler. */
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Logger LOG = System.getLogger("org.clutch.engine.graalpy");

    private final CountDownLatch released = new CountDownLatch(1);

    /** Holds the compiler until the release, unless it is ready already; nothing may have run in this engine yet. */
    public void hold(Engine engine) {
        try {
            if (Runtime.getRuntime().availableProcessors() < ENOUGH) {
                takeTurn(engine);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // Without a compiler, or with other flags: a start takes longer, and nothing else.
            LOG.log(Level.DEBUG, "Python's compiler starts beside the first interpreter", e);
        }
    }

    /** Lets the compiler go, for good. */
    public void release() {
        released.countDown();
    }

    private void takeTurn(Engine engine) throws ReflectiveOperationException {
        Object data = EngineObjects.field(EngineObjects.field(engine, "receiver"), "runtimeData");
        Class<?> type = data.getClass();
        if (!type.getField("compilation").getBoolean(data)
                || !type.getField("backgroundCompilation").getBoolean(data)) {
            return; // Nothing is compiled, or Python itself waits for it.
        }
        Class<?> runtimes = EngineObjects.type("com.oracle.truffle.runtime.OptimizedTruffleRuntime");
        Object runtime = runtimes.getMethod("getRuntime").invoke(null);
        if (EngineObjects.accessible(runtimes, "truffleCompiler").get(runtime) != null) {
            return;
        }
        Method target = runtimes.getDeclaredMethod("createInitializationCallTarget", type);
        target.setAccessible(true);
        Object queue = runtimes.getMethod("getCompileQueue").invoke(runtime);
        Consumer<Object> turn = _ -> await();
        EngineObjects.type("com.oracle.truffle.runtime.BackgroundCompileQueue")
                .getMethod("submitInitialization", target.getReturnType(), Consumer.class)
                .invoke(queue, target.invoke(runtime, data), turn);
    }

    /** Runs in the thread that compiles. */
    private void await() {
        try {
            released.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // The JVM ends.
            Thread.currentThread().interrupt();
        }
    }
}
