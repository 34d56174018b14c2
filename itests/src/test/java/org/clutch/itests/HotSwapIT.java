package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.interpreter.Interpreter;
import org.clutch.share.ArrayMemory;
import org.clutch.share.MemoryViewReference;
import org.clutch.share.RegionReference;
import org.clutch.share.Regions;
import org.clutch.share.Tuple;
import org.junit.Test;
import org.osgi.framework.BundleContext;

/**
 * Four senders and four receivers, half of them Python, are at work on one channel while its transport is updated, stopped,
 * replaced and exchanged for another one. The properties {@code clutch.messages} and {@code clutch.swaps} say how much of it;
 * the profile {@code long} sets ten million messages.
 */
public class HotSwapIT extends ContainerTest {
    private static final long MESSAGES = Long.getLong("clutch.messages", 200_000);
    private static final int SWAPS = Integer.getInteger("clutch.swaps", 54);
    private static final int SENDERS = 4;
    private static final long PER_SENDER = MESSAGES / SENDERS;
    private static final long STRIDE = 1L << 40;
    private static final List<String> TRANSPORTS = List.of("rendezvous", "queue", "shared-memory");
    /** Where the channel goes on, in turn: from each transport to each other one. It begins on the last one. */
    private static final List<String> ROUTE = List.of("rendezvous", "queue", "shared-memory", "rendezvous",
            "shared-memory", "queue");
    /** Every so manyth message has memory beside its number: eight bytes that say the number again. */
    private static final int MEMORY_EVERY = 64;
    /** Every so manyth message has a region beside its number, which belongs to the receiver then. */
    private static final int REGION_EVERY = 256;
    private static final String PYTHON = """
            from clutch import shared

            def send(end, sender, count):
                for number in range(count):
                    message = sender * 2**40 + number
                    if number % 64 == 1:
                        end.send((message, memoryview(message.to_bytes(8, "big"))))
                    elif number % 256 == 2:
                        region = shared.Buffer(8)
                        with region.borrow() as view:
                            view[:] = message.to_bytes(8, "big")
                        end.send((message, shared.move(region)))
                    else:
                        end.send(message)

            def receive(end):
                last = [-1] * 4
                count = [0] * 4
                total = [0] * 4
                for message in end:
                    if type(message) is tuple:
                        message, memory = message
                        with memory if type(memory) is memoryview else memory.borrow() as view:
                            assert int.from_bytes(view, "big") == message, f"{bytes(view)} came with {message}"
                        if type(memory) is shared.Buffer:
                            memory.close()
                    sender, number = divmod(message, 2**40)
                    assert number > last[sender], f"{number} of sender {sender} came after {last[sender]}"
                    last[sender] = number
                    count[sender] += 1
                    total[sender] = (total[sender] + (number + 1) ** 2) % 2**62
                return count + total
            """;

    @Inject
    private Channels channels;
    @Inject
    private Regions regions;
    @Inject
    private BundleContext context;

    /** How often receivers in Java have got a thousandth of what each swap gets. */
    private final Semaphore progress = new Semaphore(0);
    /** All swaps are over. */
    private final CountDownLatch swapped = new CountDownLatch(1);

    /** What one receiver got of each sender: how many messages, and a sum that tells which. */
    private record Received(long[] counts, long[] totals) {
        static Received none() {
            return new Received(new long[SENDERS], new long[SENDERS]);
        }

        void add(Received other) {
            for (int i = 0; i < SENDERS; i++) {
                counts[i] += other.counts[i];
                totals[i] = (totals[i] + other.totals[i]) % (1L << 62);
            }
        }
    }

    @Test
    public void nothingIsLostNorTwiceNorOutOfOrder() throws Exception {
        Channel channel = channels.create(new ChannelSpec("queue", 64).withName("under-load"));
        List<Future<?>> senders = new ArrayList<>();
        List<Future<Received>> receivers = new ArrayList<>();
        SendEnd sends = channel.sendEnd();
        ReceiveEnd receives = channel.receiveEnd();
        for (int i = 0; i < 2; i++) {
            int number = i;
            senders.add(threads.submit(() -> sendAll(sends, number)));
            receivers.add(threads.submit(() -> receiveAll(receives)));
            senders.add(threads.submit(inPython("send", sends, (long) i + 2, PER_SENDER)));
            Callable<Object> receiver = inPython("receive", receives);
            receivers.add(threads.submit(() -> received((List<?>) receiver.call())));
        }
        Future<?> swaps = threads.submit(() -> swapAll(channel));
        for (Future<?> sender : senders) {
            sender.get();
        }
        sends.close();
        Received all = Received.none();
        for (Future<Received> receiver : receivers) {
            all.add(receiver.get());
        }
        progress.release(SWAPS);
        swaps.get();
        long expected = 0;
        for (long number = 1; number <= PER_SENDER; number++) {
            expected = (expected + number * number) % (1L << 62);
        }
        for (int sender = 0; sender < SENDERS; sender++) {
            assertEquals("messages of sender " + sender, PER_SENDER, all.counts[sender]);
            assertEquals("which messages of sender " + sender, expected, all.totals[sender]);
        }
        assertTrue(receives.isClosed());
        while (regions.statistics().regions() > 0) {
            // Each was closed by its receiver; what other tests have left behind is garbage.
            System.gc();
            Thread.yield();
        }
    }

    private Callable<Object> inPython(String function, Object... args) {
        Interpreter interpreter = interpreters.create();
        interpreter.exec(PYTHON);
        return () -> interpreter.call(function, args);
    }

    private Object sendAll(SendEnd end, int sender) throws InterruptedException {
        for (long number = 0; number < PER_SENDER; number++) {
            if (number == PER_SENDER - 1) {
                // The channel stays open for swaps that are late.
                progress.release(SWAPS);
                swapped.await();
            }
            long message = sender * STRIDE + number;
            if (number % MEMORY_EVERY == 0) {
                // With a deadline that nothing here comes near.
                assertTrue(end.send(message, Duration.ofMinutes(30)));
            } else if (number % MEMORY_EVERY == 1) {
                end.send(Tuple.of(message, ArrayMemory.of(ByteBuffer.allocate(Long.BYTES).putLong(message).array())));
            } else if (number % REGION_EVERY == 2) {
                end.send(Tuple.of(message, NumberedRegion.of(regions, message)));
            } else {
                end.send(message);
            }
        }
        return null;
    }

    private Received receiveAll(ReceiveEnd end) throws InterruptedException {
        Received received = Received.none();
        long[] last = {-1, -1, -1, -1};
        long untilProgress = progressEvery();
        try {
            while (true) {
                long message = number(end.receive());
                int sender = (int) (message / STRIDE);
                long number = message % STRIDE;
                assertTrue(number + " of sender " + sender + " came after " + last[sender], number > last[sender]);
                last[sender] = number;
                received.counts[sender]++;
                received.totals[sender] = (received.totals[sender] + (number + 1) * (number + 1)) % (1L << 62);
                if (--untilProgress == 0) {
                    progress.release();
                    untilProgress = progressEvery();
                }
            }
        } catch (ChannelClosedException e) {
            return received;
        }
    }

    private long number(Object message) {
        if (message instanceof Tuple(List<Object> items)) {
            assertEquals(items.get(0), items.get(1) instanceof RegionReference region
                    ? NumberedRegion.number(regions, region)
                    : said((MemoryViewReference) items.get(1)));
            return (Long) items.get(0);
        }
        return (Long) message;
    }

    private static long said(MemoryViewReference memory) {
        long said = memory.asByteBuffer().getLong();
        memory.release();
        return said;
    }

    /** Receivers in Java get a quarter of the messages at least, in practice more. */
    private static long progressEvery() {
        return Math.max(1, MESSAGES / 8 / SWAPS);
    }

    private static Received received(List<?> numbers) {
        Received received = Received.none();
        for (int i = 0; i < SENDERS; i++) {
            received.counts[i] = (Long) numbers.get(i);
            received.totals[i] = (Long) numbers.get(SENDERS + i);
        }
        return received;
    }

    /** Goes through every pair of transports in both directions, and through all that can happen to a bundle. */
    private Object swapAll(Channel channel) throws Exception {
        Map<String, TransportBundle> bundles = TRANSPORTS.stream()
                .collect(Collectors.toMap(name -> name, name -> new TransportBundle(context, name)));
        try {
            for (int swap = 0; swap < SWAPS; swap++) {
                progress.acquire();
                TransportBundle current = bundles.get(channel.transport());
                switch (swap % 4) {
                    case 0 -> current.update();
                    case 1 -> channel.use(ROUTE.get(swap / 4 % ROUTE.size()), 1 + swap);
                    case 2 -> {
                        for (TransportBundle each : bundles.values()) {
                            each.stop();
                        }
                        assertTrue(channel.isSuspended() || channel.isClosed());
                        for (TransportBundle each : bundles.values()) {
                            each.start();
                        }
                    }
                    default -> current.replace();
                }
            }
        } catch (ChannelClosedException e) {
            throw new AssertionError("the messages were through before all swaps were", e);
        } finally {
            swapped.countDown();
            for (TransportBundle each : bundles.values()) {
                each.restore();
            }
        }
        return null;
    }

    @Test
    public void withoutATransportMessagesAreKeptAndDeadlinesHold() throws Exception {
        for (String name : TRANSPORTS) {
            TransportBundle bundle = new TransportBundle(context, name);
            Channel channel = channels.create(new ChannelSpec(name, 0));
            SendEnd sends = channel.sendEnd();
            ReceiveEnd receives = channel.receiveEnd();
            assertTrue(sends.offer("kept"));
            bundle.stop();
            assertTrue(channel.isSuspended());
            assertEquals(1, channel.size());
            assertFalse(sends.offer("refused"));
            assertFalse(sends.send("too late", Duration.ofMillis(5)));
            assertSame(ReceiveEnd.EMPTY, receives.poll());
            assertSame(ReceiveEnd.EMPTY, receives.receive(Duration.ofMillis(5)));
            Future<Object> receiver = threads.submit(() -> receives.receive());
            bundle.start();
            assertEquals("kept", receiver.get());
        }
    }
}
