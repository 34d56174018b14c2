package org.clutch.bench;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The distribution of what a message takes to another thread of Java and back, by two channels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RoundTrip {
    /** The transport of both. */
    @Param({"rendezvous", "queue", "shared-memory"})
    public String transport;

    private Platform platform;
    private Channel there;
    private Channel back;
    private SendEnd sends;
    private ReceiveEnd receives;
    private Thread echo;

    /** Starts who sends back. */
    @Setup
    public void start() throws Exception {
        platform = Platform.start();
        Channels channels = platform.service(Channels.class);
        there = channels.create(new ChannelSpec(transport, 0));
        back = channels.create(new ChannelSpec(transport, 0));
        sends = there.sendEnd();
        receives = back.receiveEnd();
        ReceiveEnd asked = there.receiveEnd();
        SendEnd answers = back.sendEnd();
        echo = Thread.ofPlatform().name("bench-echo").start(() -> {
            try {
                while (true) {
                    answers.send(asked.receive());
                }
            } catch (ChannelClosedException | InterruptedException e) {
                // The benchmark is over.
            }
        });
    }

    /** Ends it. */
    @TearDown
    public void stop() throws Exception {
        there.closeNow();
        back.closeNow();
        echo.join();
        platform.stop();
    }

    /** There and back. */
    @Benchmark
    public Object thereAndBack() throws InterruptedException {
        sends.send(1L);
        return receives.receive();
    }
}
