package org.clutch.itests;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.Channels;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.channel.UnboundItems;
import org.clutch.interpreter.Interpreter;
import org.junit.Test;

/**
 * What much of everything costs, in the real container: prints figures, and asserts only that nothing got lost. Its name keeps
 * it out of the tests; {@code -Dit.test=ScaleBench} runs it.
 */
public class ScaleBench extends ContainerTest {
    private static final int MESSAGES = 1_000_000;
    private static final int CHANNELS = 10_000;
    private static final int MOST_INTERPRETERS = 64;
    private static final int WORK = 64 * 40;

    @Inject
    private Channels channels;

    @Test
    public void queuedMessages() throws Exception {
        InterpreterQueue queue = queues.create(0, UnboundItems.UNBOUND);
        for (int round = 0; round < 3; round++) {
            long before = Belongings.heapNow();
            long allocatedBefore = allocated();
            long begin = System.nanoTime();
            for (long i = 0; i < MESSAGES; i++) {
                queue.put(i);
            }
            long put = System.nanoTime();
            long allocatedByPut = allocated() - allocatedBefore;
            long held = Belongings.heapNow() - before;
            long beforeTaking = System.nanoTime();
            allocatedBefore = allocated();
            for (long i = 0; i < MESSAGES; i++) {
                if ((Long) queue.take() != i) {
                    throw new AssertionError("not " + i);
                }
            }
            System.out.printf(
                    "a million ints in a queue: %d bytes each; put %.0f ns, %d bytes allocated, take %.0f ns, %d bytes%n",
                    held / MESSAGES, (double) (put - begin) / MESSAGES, allocatedByPut / MESSAGES,
                    (double) (System.nanoTime() - beforeTaking) / MESSAGES, (allocated() - allocatedBefore) / MESSAGES);
        }
    }

    @Test
    public void manyChannels() throws Exception {
        for (String transport : List.of("rendezvous", "queue", "shared-memory")) {
            long before = Belongings.heapNow();
            long begin = System.nanoTime();
            List<Channel> all = new ArrayList<>();
            List<SendEnd> sends = new ArrayList<>();
            List<ReceiveEnd> receives = new ArrayList<>();
            for (int i = 0; i < CHANNELS; i++) {
                Channel channel = channels.create(new ChannelSpec(transport, 16));
                all.add(channel);
                sends.add(channel.sendEnd());
                receives.add(channel.receiveEnd());
            }
            long made = System.nanoTime();
            long held = Belongings.heapNow() - before;
            long used = System.nanoTime();
            for (int i = 0; i < CHANNELS; i++) {
                if (!sends.get(i).offer((long) i) || (Long) receives.get(i).receive() != i) {
                    throw new AssertionError("message " + i);
                }
            }
            System.out.printf("%d channels on %s: %d bytes of heap each, made in %.1f us, a message %.1f us%n",
                    CHANNELS,
                    transport, held / CHANNELS, (made - begin) / 1e3 / CHANNELS,
                    (System.nanoTime() - used) / 1e3 / CHANNELS);
            all.forEach(Channel::closeNow);
        }
    }

    /** The same work by more and more interpreters. */
    @Test
    public void manyInterpreters() throws Exception {
        List<Interpreter> all = new ArrayList<>();
        long before = Belongings.heapNow();
        for (int count = 1; count <= MOST_INTERPRETERS; count *= 2) {
            while (all.size() < count) {
                Interpreter made = interpreters.create();
                made.exec("""
                        def work(times):
                            total = 0
                            for _ in range(times):
                                for i in range(5000):
                                    total += i % 7
                            return total
                        """);
                all.add(made);
            }
            double best = Double.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                best = Math.min(best, seconds(all));
            }
            System.out.printf("%2d interpreters do it in %.2f s%n", count, best);
        }
        System.out.printf("heap of each of %d: %.2f MB%n", MOST_INTERPRETERS,
                (Belongings.heapNow() - before) / 1e6 / MOST_INTERPRETERS);
    }

    private double seconds(List<Interpreter> all) throws Exception {
        long begin = System.nanoTime();
        List<Callable<Object>> work = new ArrayList<>();
        for (Interpreter each : all) {
            work.add(() -> each.call("work", WORK / all.size()));
        }
        for (Future<Object> each : threads.invokeAll(work)) {
            each.get();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
