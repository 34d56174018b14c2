package org.clutch.itests;

import static org.clutch.itests.Pools.fails;
import static org.clutch.itests.Pools.file;
import static org.clutch.itests.Pools.refuses;
import static org.clutch.itests.Pools.until;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.ExecutionFailedException;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.LimitExceededException;
import org.clutch.itests.Clutch.Result;
import org.clutch.pool.InterpreterPool;
import org.clutch.pool.Lease;
import org.clutch.pool.PoolClosedException;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Tasks of pools with the real engine: limits, ruined interpreters, changes under load, the end; from Python. */
public class PoolTasksIT extends PoolContainerTest {
    @Test
    public void limitsEndATaskAndThePoolStaysAtStrength() throws Exception {
        InterpreterPool pool = pools.create("limits", "min", 1, "max", 1, "reset", "keep", "timeLimit", 5_000);
        pool.submit("math:sqrt", 1).get();
        LimitExceededException time = fails(LimitExceededException.class, pool.submit(it -> {
            it.exec("while True: pass");
            return null;
        }));
        assertTrue(time.getMessage(), time.getMessage().endsWith("ran longer than its time limit of 5000 ms"));
        assertEquals(2.0, pool.submit("math:sqrt", 4).get());
        assertEquals(1, pool.statistics().broken());
        pools.configure("limits", "min", 1, "max", 1, "reset", "keep", "statementLimit", 50_000);
        until(() -> pool.submit(it -> {
            try {
                it.exec("for i in range(1000000):\n    x = i\n    y = x");
                return false;
            } catch (LimitExceededException e) {
                return e.getMessage().endsWith("went beyond its limit of 50000 statements");
            }
        }).join());
        assertEquals(2.0, pool.submit("math:sqrt", 4).get());
    }

    @Test
    public void taskThatRuinsItsInterpreterCostsOneInterpreter() throws Exception {
        InterpreterPool pool = pools.create("ruins", "max", 1, "spare", 0, "reset", "keep");
        fails(ExecutionInterruptedException.class, pool.submit("os:_exit", 3));
        ExecutionFailedException memory = fails(ExecutionFailedException.class, pool.submit(it -> {
            it.exec("raise MemoryError('no more')");
            return null;
        }));
        assertEquals("MemoryError", memory.snapshot().typeName());
        fails(Exception.class, pool.submit(it -> {
            it.exec("import _clutch.target\n_clutch.target.__dict__.clear()");
            it.exec("pass");
            return null;
        }));
        InterpreterQueue begun = queues.create(0, UnboundItems.UNBOUND);
        CompletableFuture<Object> endless = pool.submit(it -> {
            it.prepareMain(Map.of("begun", begun));
            threads.submit(() -> {
                begun.take();
                return it.interrupt(Duration.ofSeconds(5));
            });
            it.exec("begun.put(1)\nwhile True: pass");
            return null;
        });
        fails(ExecutionInterruptedException.class, endless);
        try (Lease lease = pool.lease()) {
            lease.interpreter().close();
        }
        try (Lease lease = pool.lease()) {
            lease.discard();
        }
        assertEquals(3.0, pool.submit("math:sqrt", 9).get());
        assertEquals(6, pool.statistics().broken());
        assertEquals(7, pool.statistics().made());
    }

    @Test
    public void taskThatEatsMemoryIsStoppedAtTheWatermark() throws Exception {
        InterpreterPool pool = pools.create("memory", "max", 2, "spare", 0, "reset", "keep");
        try (Lease modest = pool.lease()) {
            modest.interpreter().exec("kept = bytearray(1 << 20)");
            LimitExceededException end = fails(LimitExceededException.class, pool.submit(it -> {
                it.exec("hoard = []\nwhile True: hoard.append(bytearray(1 << 12))");
                return null;
            }));
            assertTrue(end.getMessage(), end.getMessage().contains(" MB of the heap are in use"));
            modest.interpreter().exec("assert len(kept) == 1 << 20");
        }
        // More than there is, at once: no collection comes in between.
        ExecutionFailedException more = fails(ExecutionFailedException.class, pool.submit(it -> {
            it.exec("bytearray(2047 << 20)");
            return null;
        }));
        assertEquals("MemoryError", more.snapshot().typeName());
        assertEquals(3.0, pool.submit("math:sqrt", 9).get());
        assertEquals(2, pool.statistics().broken());
    }

    @Test
    public void hundredChangesWhileAThousandTasksRunFailNone() throws Exception {
        Path one = file(".py", "generation = 1\ndef twice(x): return x + x\n");
        Path two = file(".py", "generation = 2\ndef twice(x): return 2 * x\n");
        InterpreterPool pool = pools.create("load", "max", 2, "reset", "keep", "warmup", one.toString());
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        CompletableFuture<List<Object>> all = pool.map("twice", items);
        for (int i = 0; i < 100; i++) {
            pools.configure("load", "max", 1 + i % 3, "spare", i % 2, "reset", i % 5 == 0 ? "fresh" : "keep", "maxUses",
                    i % 7 * 100, "timeLimit", i % 2 * 60_000, "warmup", (i % 4 < 2 ? one : two).toString());
        }
        assertEquals(items.stream().map(i -> 2L * i).toList(), all.get());
        assertEquals(0, pool.statistics().broken());
        pools.configure("load", "max", 1, "spare", 0, "reset", "keep", "idleTimeout", 1);
        until(() -> pool.statistics().idle() == 0 && pool.statistics().made() == pool.statistics().ended());
    }

    @Test
    public void stopDrainsThenCancelsAndTellsTheReason() throws Exception {
        InterpreterPool pool = pools.create("end", "max", 1, "spare", 0, "reset", "keep");
        InterpreterQueue begun = queues.create(0, UnboundItems.UNBOUND);
        InterpreterQueue go = queues.create(0, UnboundItems.UNBOUND);
        CompletableFuture<Object> first = pool.submit(it -> {
            it.prepareMain(Map.of("begun", begun, "go", go));
            Object root = it.call("math:sqrt", 4);
            it.exec("begun.put(1)\ngo.get()");
            return root;
        });
        CompletableFuture<Object> second = pool.submit("math:sqrt", 9);
        begun.take();
        Bundle bundle = Arrays.stream(context.getBundles()).filter(it -> it.getSymbolicName().equals("org.clutch.pool"))
                .findAny().orElseThrow();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(bundle), threads);
        until(() -> refuses(pool));
        go.put(1);
        assertEquals(2.0, first.get());
        assertEquals(3.0, second.get());
        stopped.get();
        bundle.start();
        InterpreterPool again = pools.await("end");
        CompletableFuture<Object> endless = again.submit(it -> {
            it.prepareMain(Map.of("begun", begun));
            it.exec("begun.put(1)\nwhile True: pass");
            return null;
        });
        CompletableFuture<Object> never = again.submit("math:sqrt", 9);
        begun.take();
        pools.delete("end");
        PoolClosedException ended = fails(PoolClosedException.class, endless);
        assertTrue(ended.getMessage(), ended.getMessage().startsWith("pool 'end' was stopped while interpreter "));
        assertEquals("pool 'end' was stopped, before the task began",
                fails(PoolClosedException.class, never).getMessage());
    }

    @Test
    public void pythonReachesPools() throws Exception {
        Path folder = Files.createTempDirectory("config");
        Path begin = Files.writeString(folder.resolve("begin.py"), "begun = True\n");
        Files.writeString(folder.resolve("org.clutch.pool~work.cfg"), "max = 2\nspare = 0\nwarmup = " + begin);
        Files.writeString(folder.resolve("org.clutch.pool~replaced.cfg"),
                "max = 1\nspare = 0\nmaxUses = 2\nreset = keep");
        Files.writeString(folder.resolve("org.clutch.pool~limited.cfg"),
                "max = 1\nspare = 0\ntimeLimit = 500\nreset = keep");
        Result result = Clutch.runWithFeatures("clutch,pools", "--config", folder.toString(),
                Clutch.CHECKOUT.resolve("itests/src/test/resources/python/pools/pool_tests.py").toString());
        assertEquals(result.err(), 0, result.status());
        assertTrue(result.err(), result.err().endsWith("\n\nOK\n"));
    }

    @Test
    public void aProgramMayEndWhileItsPoolsLive() throws Exception {
        Result result = Clutch.runWithFeatures("clutch,pools", "-c", """
                from clutch import pools
                pool = pools.get("default")
                print(pool.submit(pow, 2, 5).result())
                pool.submit(pow, 2, 6).add_done_callback(lambda task: print(task.result()))
                """);
        assertEquals("", result.err());
        assertEquals("32\n64\n", result.out());
        assertEquals(0, result.status());
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
