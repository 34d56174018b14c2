package org.clutch.bench;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.Interpreters;
import org.clutch.pool.InterpreterPool;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to call Python from Java, values that cross with the call and back, and to borrow an interpreter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 10)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Calls {
    private Platform platform;
    private Interpreter python;
    private InterpreterPool pool;

    /** What crosses. */
    @State(Scope.Benchmark)
    public static class Value {
        /** Its kind. */
        @Param({"int", "str", "bytes", "tuple", "dict"})
        public String kind;

        private Object value;

        /** Makes it. */
        @Setup
        public void make() {
            value = switch (kind) {
                case "int" -> 42L;
                case "str" -> "forty-two";
                case "bytes" -> Bytes.copyOf(new byte[1024]);
                case "tuple" -> Tuple.of(1L, "two", 3.0);
                case "dict" -> Map.of("one", 1L, "two", List.of(1L, 2L));
                default -> throw new IllegalArgumentException(kind);
            };
        }
    }

    /** Starts all. */
    @Setup
    public void start() throws Exception {
        platform = Platform.start();
        python = platform.service(Interpreters.class).create();
        python.exec("def same(x): return x\ndef noop(): pass");
        platform.configure("org.clutch.pool", "bench", new Hashtable<>(Map.of("min", 1, "max", 1, "reset", "keep")));
        pool = platform.service(InterpreterPool.class, "(" + InterpreterPool.NAME + "=bench)");
    }

    /** Ends all. */
    @TearDown
    public void stop() throws Exception {
        python.close();
        platform.stop();
    }

    /** A function that takes and gives nothing. */
    @Benchmark
    public Object noop() {
        return python.call("noop");
    }

    /** A statement that does nothing. */
    @Benchmark
    public void execPass() {
        python.exec("pass");
    }

    /** A value as argument and as result. */
    @Benchmark
    public Object thereAndBack(Value value) {
        return python.call("same", value.value);
    }

    /** A lease of an interpreter that is ready. */
    @Benchmark
    public void lease() throws InterruptedException {
        pool.lease().close();
    }
}
