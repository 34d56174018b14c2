package org.clutch.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
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

/**
 * What one message takes, in and out by the same thread, in a JVM where channels have known one transport only, and where they
 * have known all of them: whether it costs that one channel class calls several.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class Company {
    private static final int ROUNDS = 200_000;

    /** The transport that is measured. */
    @Param({"queue", "shared-memory"})
    public String transport;

    /** Whether channels of all transports have been in use before. */
    @Param({"false", "true"})
    public boolean company;

    private Platform platform;
    private SendEnd sends;
    private ReceiveEnd receives;
    private long number;

    /** Makes the channels. */
    @Setup
    public void start() throws Exception {
        platform = Platform.start();
        Channels channels = platform.service(Channels.class);
        if (company) {
            for (String each : List.of("queue", "shared-memory", "rendezvous")) {
                use(channels.create(new ChannelSpec(each, each.equals("rendezvous") ? 0 : 1_000)));
            }
        }
        Channel channel = channels.create(new ChannelSpec(transport, 1_000));
        sends = channel.sendEnd();
        receives = channel.receiveEnd();
    }

    private static void use(Channel channel) throws InterruptedException {
        SendEnd sends = channel.sendEnd();
        Thread sender = Thread.ofPlatform().name("bench-sender").start(() -> {
            try {
                for (long i = 0; i < ROUNDS; i++) {
                    sends.send(i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        ReceiveEnd receives = channel.receiveEnd();
        for (long i = 0; i < ROUNDS; i++) {
            receives.receive();
        }
        sender.join();
        for (long i = 0; i < ROUNDS; i++) {
            sends.offer(i);
            receives.poll();
        }
    }

    /** Ends all. */
    @TearDown
    public void stop() throws Exception {
        platform.stop();
    }

    /** A message in, and out again. */
    @Benchmark
    public Object inAndOut() {
        sends.offer(number++);
        return receives.poll();
    }
}
