package org.clutch.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How many ints a second go from one thread of Java to another, a thousand with each call on both sides. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Batches {
    private static final int BATCH = 1_000;

    /** The transport. */
    @Param({"queue", "shared-memory"})
    public String transport;

    private Platform platform;
    private Channel channel;
    private ReceiveEnd receives;
    private Thread sender;

    /** Starts who sends. */
    @Setup
    public void start() throws Exception {
        platform = Platform.start();
        channel = platform.service(Channels.class).create(new ChannelSpec(transport, 16 * BATCH));
        receives = channel.receiveEnd();
        SendEnd sends = channel.sendEnd();
        List<Long> batch = IntStream.range(0, BATCH).mapToObj(Long::valueOf).toList();
        sender = Thread.ofPlatform().name("bench-sender").start(() -> {
            try {
                while (true) {
                    sends.sendAll(batch);
                }
            } catch (ChannelClosedException | InterruptedException e) {
                // The benchmark is over.
            }
        });
    }

    /** Ends it. */
    @TearDown
    public void stop() throws Exception {
        channel.closeNow();
        sender.join();
        platform.stop();
    }

    /** As many as a batch, in as many calls as it takes. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int received() throws InterruptedException {
        int count = 0;
        while (count < BATCH) {
            count += receives.receiveMany(BATCH - count).size();
        }
        return count;
    }
}
