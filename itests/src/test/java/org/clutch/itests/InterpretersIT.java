package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.InterpreterQueues;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExceptionSnapshot;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.InterpreterException;
import org.clutch.interpreter.InterpreterNotFoundException;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.Bytes;
import org.clutch.share.NotShareableException;
import org.clutch.share.QueueReference;
import org.clutch.share.Tuple;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;

/** The Java face of interpreters, in the real container. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class InterpretersIT {
    @Rule
    public final Timeout timeout = Timeout.seconds(180);

    @Inject
    private Interpreters interpreters;
    @Inject
    private InterpreterQueues queues;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Configuration
    public static Option[] container() {
        return new Option[]{ClutchContainer.clutch()};
    }

    @After
    public void closeAll() {
        threads.shutdown();
        interpreters.list().stream().filter(each -> each.id() != 0).forEach(each -> each.close(Duration.ofSeconds(5)));
    }

    @Test
    public void interpretersShareNoState() {
        Interpreter one = interpreters.create();
        Interpreter two = interpreters.create(new InterpreterSpec("two"));
        one.exec("import sys; x = 1; sys.marker = 1");
        two.exec("import sys; assert 'x' not in globals() and not hasattr(sys, 'marker')");
        assertEquals("two", two.name());
        assertTrue(one.id() > 0 && two.id() > one.id());
        assertEquals(List.of(one, two), interpreters.list().stream().filter(each -> each.id() != 0).toList());
        assertEquals(one, interpreters.find(one.id()).orElseThrow());
    }

    @Test
    public void mainInterpreterHasIdZeroAndIsAlwaysRunning() {
        Interpreter main = interpreters.main();
        assertEquals(0, main.id());
        assertTrue(main.isRunning());
        assertEquals(main, interpreters.main());
        assertThrows(InterpreterException.class, main::close);
        main.exec("from concurrent import interpreters\nassert interpreters.get_current() is interpreters.get_main()");
    }

    @Test
    public void everyShareableValueComesBackEqual() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec("def same(x): return x");
        BigInteger big = BigInteger.TEN.pow(40).negate();
        List<Object> values = Arrays.asList(null, true, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, big, 0.5, -0.0,
                Double.NaN, Double.NEGATIVE_INFINITY, "", "ascii", "é ☃ 🐍 \0", Bytes.copyOf(new byte[]{0, -1, 127}),
                Tuple.of(), Tuple.of(1, Tuple.of("x", null), big));
        for (Object value : values) {
            assertEquals(value, interpreter.call("same", value));
        }
        assertEquals(2.0, interpreter.call("math:sqrt", 4));
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        assertEquals(new QueueReference(queue.id()), interpreter.call("same", new QueueReference(queue.id())));
    }

    @Test
    public void whatCannotCrossIsRefusedBeforeAnythingRuns() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec("ran = False\ndef f(*args):\n    global ran\n    ran = True\n    return (i for i in ())");
        NotShareableException argument = assertThrows(NotShareableException.class,
                () -> interpreter.call("f", 1, List.of(new Object())));
        assertTrue(argument.getMessage(), argument.getMessage().contains("args[1][0] is of type java.lang.Object"));
        interpreter.exec("assert not ran");
        assertThrows(NotShareableException.class, () -> interpreter.call("f"));
        interpreter.exec("assert ran");
    }

    @Test
    public void exceptionCrossesAsSnapshot() {
        Interpreter interpreter = interpreters.create();
        interpreter.exec("class Odd(Exception): pass\ndef f():\n    raise Odd('boom')\n");
        ExecutionFailedException failure = assertThrows(ExecutionFailedException.class, () -> interpreter.call("f"));
        ExceptionSnapshot snapshot = failure.snapshot();
        assertEquals("Odd", snapshot.typeName());
        assertEquals("__main__", snapshot.module());
        assertEquals("boom", snapshot.message());
        assertEquals("Odd: boom", snapshot.formatted());
        assertTrue(snapshot.traceback(), snapshot.traceback().contains("File \"<script>\", line 3, in f"));
        assertTrue(failure.getMessage().contains("Uncaught in the interpreter:"));
        assertEquals("SyntaxError", assertThrows(ExecutionFailedException.class, () -> interpreter.exec("a b"))
                .snapshot().typeName());
        assertEquals("SystemExit", assertThrows(ExecutionFailedException.class,
                () -> interpreter.exec("raise SystemExit(3)")).snapshot().typeName());
        interpreter.exec("pass");
    }

    @Test
    public void prepareMainBindsAllOrNothing() {
        Interpreter interpreter = interpreters.create();
        interpreter.prepareMain(Map.of("a", 1, "b", "two"));
        assertThrows(NotShareableException.class, () -> interpreter.prepareMain(Map.of("a", 2, "c", new Object())));
        interpreter.exec("assert (a, b) == (1, 'two') and 'c' not in globals()");
        interpreter.prepareMain(Collections.singletonMap("nothing", null));
        interpreter.exec("assert nothing is None");
    }

    @Test
    public void secondRunIsRefusedAndHarmsNothing() throws Exception {
        Interpreter interpreter = interpreters.create();
        InterpreterQueue in = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        interpreter.prepareMain(Map.of("q_in", new QueueReference(in.id()), "q_out", new QueueReference(out.id())));
        Future<?> first = threads.submit(() -> interpreter.exec("q_out.put('there'); result = q_in.get()"));
        assertEquals("there", out.take());
        assertTrue(interpreter.isRunning());
        assertThrows(InterpreterException.class, () -> interpreter.exec("pass"));
        assertThrows(InterpreterException.class, () -> interpreter.call("len", "abc"));
        assertThrows(InterpreterException.class, interpreter::close);
        in.put(42);
        first.get();
        assertFalse(interpreter.isRunning());
        interpreter.exec("assert result == 42");
    }

    @Test
    public void interruptUnwindsAndTheInterpreterGoesOn() throws Exception {
        Interpreter interpreter = interpreters.create();
        InterpreterQueue in = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        interpreter.prepareMain(Map.of("q_in", new QueueReference(in.id()), "q_out", new QueueReference(out.id())));
        for (String code : List.of("while True: pass", "import time; time.sleep(1000)", "q_in.get()",
                "import threading; threading.Event().wait()")) {
            String script = "undone = True\ntry:\n    q_out.put('there')\n    " + code
                    + "\nfinally:\n    undone = False";
            Future<?> run = threads.submit(() -> interpreter.exec(script));
            assertEquals("there", out.take());
            assertTrue(code, interpreter.interrupt(Duration.ofSeconds(30)));
            Throwable failure = assertThrows(Exception.class, run::get).getCause();
            assertEquals(code, ExecutionInterruptedException.class, failure.getClass());
            interpreter.exec("assert not undone");
        }
    }

    private Interpreter puttingInto(InterpreterQueue out) {
        Interpreter interpreter = interpreters.create();
        interpreter.prepareMain(Map.of("q_out", new QueueReference(out.id())));
        return interpreter;
    }

    @Test
    public void whatRunsAgainAtOnceIsInterruptedAgain() throws Exception {
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        Interpreter interpreter = puttingInto(out);
        int rounds = 300;
        AtomicInteger left = new AtomicInteger(rounds);
        Future<?> runs = threads.submit(() -> {
            while (left.get() > 0) {
                assertThrows(ExecutionInterruptedException.class,
                        () -> interpreter.exec("q_out.put('there')\nwhile True: pass"));
            }
        });
        for (int round = 0; round < rounds; round++) {
            assertEquals("there", out.take());
            left.decrementAndGet();
            assertTrue("round " + round, interpreter.interrupt(Duration.ofSeconds(30)));
        }
        runs.get();
        interpreter.exec("pass");
    }

    @Test
    public void whatWasInterruptedRunsNoMore() throws Exception {
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        Interpreter interpreter = puttingInto(out);
        for (int round = 0; round < 300; round++) {
            Future<?> run = threads.submit(() -> interpreter.exec("q_out.put('there')\nwhile True: pass"));
            assertEquals("there", out.take());
            assertTrue("round " + round, interpreter.interrupt(Duration.ofSeconds(30)));
            // Nobody waits for who ran it.
            interpreter.exec("pass");
            assertThrows(ExecutionException.class, run::get);
        }
    }

    @Test
    public void interruptOfWhoMakesAnotherLeavesNothingOfIt() throws Exception {
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        Interpreter interpreter = puttingInto(out);
        for (int round = 0; round < 20; round++) {
            Future<?> run = threads.submit(() -> interpreter.exec("from concurrent import interpreters\n"
                    + "q_out.put('there')\nwhile True: interpreters.create().close()"));
            assertEquals("there", out.take());
            assertTrue("round " + round, interpreter.interrupt(Duration.ofSeconds(30)));
            assertThrows(ExecutionException.class, run::get);
        }
        closeAll();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            // One is named after its interpreter as soon as that gets it.
            if (each.getName().startsWith("clutch-attendant-interpreter-")) {
                each.join();
            }
        }
    }

    @Test
    public void deadlineOfAnInterruptMayBeShorterThanTheEngineCounts() throws Exception {
        InterpreterQueue out = queues.create(0, UnboundItems.UNBOUND);
        Interpreter interpreter = puttingInto(out);
        boolean heard;
        Future<?> run;
        int tries = 20;
        do {
            // Nothing interrupts the sum before its end.
            run = threads.submit(() -> interpreter.exec("q_out.put('there')\nsum(range(10**7))"));
            assertEquals("there", out.take());
            heard = interpreter.interrupt(Duration.ofNanos(1));
            // If it was, it had not begun.
        } while (heard && --tries > 0);
        assertFalse(heard);
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
        assertThrows(ExecutionException.class, run::get);
    }

    @Test
    public void closedInterpreterIsNotFound() {
        Interpreter interpreter = interpreters.create();
        interpreter.close();
        assertThrows(InterpreterNotFoundException.class, () -> interpreter.exec("pass"));
        assertThrows(InterpreterNotFoundException.class, interpreter::close);
        assertThrows(InterpreterNotFoundException.class, interpreter::isRunning);
        assertTrue(interpreters.find(interpreter.id()).isEmpty());
        assertNull(interpreters.list().stream().filter(each -> each == interpreter).findAny().orElse(null));
    }
}
