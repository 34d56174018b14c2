package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.interpreter.Interpreter;
import org.clutch.interpreter.Interpreters;
import org.clutch.share.RegionReference;
import org.clutch.share.Regions;
import org.clutch.share.Tuple;

/**
 * A stream of numbers through a channel, from Java or Python to Java or Python; whoever moves the channel meanwhile finds it
 * among the live ones. Each number comes once and in order, and all that were sent do unless the receiver has had enough.
 */
final class StreamChore implements Chore {
    private static final int REGION_EVERY = 32;
    private static final int TEXT_EVERY = 5;
    private static final String PYTHON = """
            from clutch import channels, shared

            def message(number):
                if number % 32 == 2:
                    region = shared.Buffer(8)
                    with region.borrow() as view:
                        view[:] = number.to_bytes(8, "big")
                    return number, shared.move(region)
                return (number, str(number)) if number % 5 == 0 else number

            def send(end, count):
                sent = 0
                try:
                    for number in range(count):
                        end.send(message(number))
                        sent += 1
                except channels.ChannelClosedError:
                    pass
                return sent

            def receive(end, most):
                received = 0
                for message in end:
                    number, beside = message if type(message) is tuple else (message, None)
                    assert number == received, f"{number} came where {received} was due"
                    if number % 32 == 2:
                        with beside.borrow() as view:
                            assert int.from_bytes(view, "big") == number, f"{bytes(view)} came with {number}"
                        beside.close()
                    else:
                        assert beside == (str(number) if number % 5 == 0 else None), f"{beside} came with {number}"
                    received += 1
                    if received == most:
                        break
                return received
            """;

    private final Interpreters interpreters;
    private final Channels channels;
    private final Regions regions;
    private final ExecutorService threads;
    private final List<Channel> live;
    private Interpreter sender;
    private Interpreter receiver;

    StreamChore(Interpreters interpreters, Channels channels, Regions regions, ExecutorService threads,
            List<Channel> live) {
        this.interpreters = interpreters;
        this.channels = channels;
        this.regions = regions;
        this.threads = threads;
        this.live = live;
    }

    @Override
    public void step(SplittableRandom random) throws Exception {
        String transport = List.of("rendezvous", "queue", "shared-memory").get(random.nextInt(3));
        Channel channel = channels.create(new ChannelSpec(transport, random.nextInt(1, 65)).withName("soak"));
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        int count = random.nextInt(50, 1000);
        int most = random.nextInt(4) == 0 ? random.nextInt(1, count) : Integer.MAX_VALUE;
        boolean fromPython = random.nextBoolean();
        boolean toPython = random.nextBoolean();
        if (sender == null) {
            sender = python();
            receiver = python();
        }
        live.add(channel);
        try {
            Future<Integer> sending = threads.submit(() -> {
                int sent = fromPython ? sender.call(Integer.class, "send", sends, count) : send(sends, count);
                if (most >= count) {
                    sends.close();
                }
                return sent;
            });
            int received = toPython ? receiver.call(Integer.class, "receive", receives, most) : receive(receives, most);
            if (most < count) {
                channel.closeNow();
                assertEquals(most, received);
                int sent = sending.get();
                assertTrue(received + " messages came of " + sent, sent >= received);
            } else {
                assertEquals(count, received);
                assertEquals((Integer) count, sending.get());
            }
        } finally {
            live.remove(channel);
            channel.closeNow();
        }
        if (random.nextInt(6) == 0) {
            end();
        }
    }

    @Override
    public void end() {
        if (sender != null) {
            sender.close(Duration.ofSeconds(60));
            receiver.close(Duration.ofSeconds(60));
            sender = null;
        }
    }

    private Interpreter python() {
        Interpreter made = interpreters.create();
        made.exec(PYTHON);
        return made;
    }

    private int send(SendEnd end, int count) throws InterruptedException {
        for (int number = 0; number < count; number++) {
            try {
                end.send(message(number));
            } catch (ChannelClosedException e) {
                return number;
            }
        }
        return count;
    }

    private Object message(int number) {
        if (number % REGION_EVERY == 2) {
            return Tuple.of(number, NumberedRegion.of(regions, number));
        }
        return number % TEXT_EVERY == 0 ? Tuple.of(number, Integer.toString(number)) : (Object) number;
    }

    private int receive(ReceiveEnd end, int most) throws InterruptedException {
        for (int number = 0; number < most; number++) {
            try {
                check(number, end.receive());
            } catch (ChannelClosedException e) {
                return number;
            }
        }
        return most;
    }

    private void check(int number, Object message) {
        if (number % REGION_EVERY == 2) {
            List<Object> items = ((Tuple) message).items();
            assertEquals((long) number, items.get(0));
            assertEquals(number, NumberedRegion.number(regions, (RegionReference) items.get(1)));
        } else {
            assertEquals(number % TEXT_EVERY == 0
                    ? Tuple.of((long) number, Integer.toString(number))
                    : (Object) (long) number, message);
        }
    }
}
