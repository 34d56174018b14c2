package org.clutch.itests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.clutch.interpreter.Interpreter;
import org.clutch.pool.InterpreterPool;
import org.junit.Test;

/**
 * What pools cost, in the real container: prints figures and asserts none. Its name keeps it out of the tests;
 * {@code -Dit.test=PoolBench} runs it.
 */
public class PoolBench extends PoolContainerTest {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int ROUNDS = 10_000;

    private interface Work {
        void run() throws Exception;
    }

    /** Prints the median, and what one in a hundred takes longer than. */
    private static void measure(String what, int rounds, Work work) throws Exception {
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            work.run();
        }
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.printf("%-44s p50 %9.1f us  p99 %9.1f us%n", what, nanos[rounds / 2] / 1e3,
                nanos[rounds * 99 / 100] / 1e3);
    }

    @Test
    public void borrowAndReturn() throws Exception {
        InterpreterPool pool = pools.create("ready", "min", 2, "max", 2, "reset", "keep");
        measure("borrow and return, one caller", ROUNDS, () -> pool.lease().close());
        try (Interpreter alone = interpreters.create()) {
            measure("call, without a pool", ROUNDS, () -> alone.call("builtins:abs", -1));
        }
        measure("submit(call), one at a time", ROUNDS, () -> pool.submit("builtins:abs", -1).get());
        List<Integer> items = Collections.nCopies(10_000, -1);
        measure("map of 10,000 no-ops from Java", 20, () -> pool.map("builtins:abs", items).get());
    }

    @Test
    public void fifty() throws Exception {
        many(50);
    }

    @Test
    public void twoHundred() throws Exception {
        many(200);
    }

    private void many(int count) throws Exception {
        long before = Belongings.heapNow();
        long begin = System.nanoTime();
        InterpreterPool pool = pools.create("many", "min", count, "max", count, "reset", "keep");
        pool.lease().close();
        long first = System.nanoTime();
        Pools.until(() -> pool.statistics().idle() == count);
        long all = System.nanoTime();
        System.out.printf("pool of %d: first %.1f s, all %.1f s, heap of each %.2f MB%n", count, (first - begin) / 1e9,
                (all - begin) / 1e9, (Belongings.heapNow() - before) / 1e6 / count);
    }

    /** What warm-up is for: a first task beside the tenth. */
    @Test
    public void firstAndTenth() throws Exception {
        Path warmUp = Files.writeString(Files.createTempFile("warm-up", ".py"),
                "import json\nfor _ in range(5000): json.dumps([1.5] * 50)\n");
        firstAndTenth("without warm-up", pools.create("cold", "min", 1, "max", 1, "reset", "keep"));
        firstAndTenth("with warm-up", pools.create("warm", "min", 1, "max", 1, "reset", "keep", "preload", "json",
                "warmup", warmUp.toString()));
    }

    private static void firstAndTenth(String what, InterpreterPool pool) throws Exception {
        Pools.until(() -> pool.statistics().idle() == 1);
        double[] millis = new double[10];
        for (int i = 0; i < millis.length; i++) {
            long begin = System.nanoTime();
            pool.submit("json:dumps", Collections.nCopies(50, 1.5)).get();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        System.out.printf("%s: first task %.2f ms, second %.2f ms, tenth %.2f ms%n", what, millis[0], millis[1],
                millis[9]);
    }
}
