package org.clutch.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
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
 * How many ints a second go through a channel, from and to threads of Java. A wait has a deadline, since one side stops before
 * the other at the end of an iteration; read the figure of the receivers.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Messages {
    private static final Duration TICK = Duration.ofMillis(2);

    /** One channel for all threads of a group. */
    @State(Scope.Group)
    public static class Line {
        /** The transport, and the bound where there is one. */
        @Param({"rendezvous", "queue:0", "queue:1000", "queue:1", "shared-memory:1000"})
        public String transport;

        private Platform platform;
        private Channel channel;
        private SendEnd sends;
        private ReceiveEnd receives;

        /** Makes the channel. */
        @Setup
        public void start() throws Exception {
            platform = Platform.start();
            String[] words = transport.split(":");
            channel = platform.service(Channels.class)
                    .create(new ChannelSpec(words[0], words.length == 1 ? 0 : Integer.parseInt(words[1])));
            sends = channel.sendEnd();
            receives = channel.receiveEnd();
        }

        /** Closes it. */
        @TearDown
        public void stop() throws Exception {
            channel.closeNow();
            platform.stop();
        }
    }

    /** What the next message of a sender is. */
    @State(Scope.Thread)
    public static class Next {
        private long number;
    }

    private static boolean send(Line line, Next next) throws InterruptedException {
        return line.sends.send(next.number++, TICK);
    }

    private static Object receive(Line line) throws InterruptedException {
        return line.receives.receive(TICK);
    }

    /** One sender. */
    @Benchmark
    @Group("one_to_one")
    public boolean oneToOneSend(Line line, Next next) throws InterruptedException {
        return send(line, next);
    }

    /** One receiver. */
    @Benchmark
    @Group("one_to_one")
    public Object oneToOneReceive(Line line) throws InterruptedException {
        return receive(line);
    }

    /** One sender. */
    @Benchmark
    @Group("one_to_three")
    public boolean oneToThreeSend(Line line, Next next) throws InterruptedException {
        return send(line, next);
    }

    /** Three receivers. */
    @Benchmark
    @Group("one_to_three")
    @GroupThreads(3)
    public Object oneToThreeReceive(Line line) throws InterruptedException {
        return receive(line);
    }

    /** Three senders. */
    @Benchmark
    @Group("three_to_one")
    @GroupThreads(3)
    public boolean threeToOneSend(Line line, Next next) throws InterruptedException {
        return send(line, next);
    }

    /** One receiver. */
    @Benchmark
    @Group("three_to_one")
    public Object threeToOneReceive(Line line) throws InterruptedException {
        return receive(line);
    }

    /** Three senders. */
    @Benchmark
    @Group("three_to_three")
    @GroupThreads(3)
    public boolean threeToThreeSend(Line line, Next next) throws InterruptedException {
        return send(line, next);
    }

    /** Three receivers. */
    @Benchmark
    @Group("three_to_three")
    @GroupThreads(3)
    public Object threeToThreeReceive(Line line) throws InterruptedException {
        return receive(line);
    }
}
