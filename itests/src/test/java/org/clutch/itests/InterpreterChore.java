package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.interpreter.Isolation;

/** Interpreters come, run, fail, are interrupted or closed in the midst of it, and go. */
final class InterpreterChore implements Chore {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Interpreters interpreters;
    private final InterpreterQueues queues;
    private final ExecutorService threads;

    InterpreterChore(Interpreters interpreters, InterpreterQueues queues, ExecutorService threads) {
        this.interpreters = interpreters;
        this.queues = queues;
        this.threads = threads;
    }

    @Override
    public void step(SplittableRandom random) throws Exception {
        Interpreter made = interpreters.create(new InterpreterSpec("soak-" + random.nextInt(100))
                .withIsolation(random.nextInt(4) == 0 ? Isolation.CONFINED : Isolation.TRUSTED));
        long number = random.nextLong();
        made.exec("import json\nclass Here: pass\ndef there(x): return json.loads(json.dumps({'x': x}))['x']");
        assertEquals(number, made.call("there", number));
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class,
                () -> made.exec("raise KeyError(" + number + ")"));
        assertEquals("KeyError", failure.snapshot().typeName());
        switch (random.nextInt(3)) {
            case 0 -> interrupt(made, number);
            case 1 -> closeBusy(made);
            default -> made.close();
        }
        assertTrue(interpreters.find(made.id()).isEmpty());
    }

    private void interrupt(Interpreter made, long number) throws Exception {
        Future<?> run = busy(made);
        assertTrue(made.interrupt(PATIENCE));
        assertEquals(ExecutionInterruptedException.class,
                assertThrows(ExecutionException.class, run::get).getCause().getClass());
        assertEquals(number, made.call("there", number));
        made.close();
    }

    private void closeBusy(Interpreter made) throws Exception {
        Future<?> run = busy(made);
        made.close(PATIENCE);
        Throwable end = assertThrows(ExecutionException.class, run::get).getCause();
        assertTrue(end.toString(), end instanceof InterpreterException);
    }

    /** Lets it run for ever, and returns when it does. */
    private Future<?> busy(Interpreter made) throws InterruptedException {
        InterpreterQueue begun = queues.create(0, UnboundItems.UNBOUND);
        made.prepareMain(Map.of("begun", begun));
        Future<?> run = threads.submit(() -> made.exec("""
                try:
                    begun.put(1)
                    while True:
                        kept = [Here() for _ in range(100)]
                finally:
                    kept = None
                """));
        begun.take();
        return run;
    }
}
