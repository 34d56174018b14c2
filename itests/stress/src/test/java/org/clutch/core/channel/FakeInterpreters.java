package org.clutch.core.channel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.transport.Transport;

/**
 * The real channel broker with its detector, and interpreters that are nothing but an id and the threads inside. When the
 * work of a thread fails, all threads are interrupted, so that the failure is told and not waited for.
 */
final class FakeInterpreters implements AutoCloseable {
    final Transports transports = new Transports();
    /** Callers park at once, so that there is much to examine. */
    private final WaitConfiguration waits = new WaitConfiguration(0, 0);
    private final ChannelBroker broker = new ChannelBroker(transports, waits);
    private final Map<Long, Set<Thread>> inside = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("stress-", 0).factory());
    private final List<Future<?>> works = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private int ranking;

    /** What a thread does. */
    interface Work {
        void run() throws Exception;
    }

    /** One interpreter. It is idle while no thread is inside. */
    final class FakeInterpreter {
        final long id = lastId.incrementAndGet();
        final InterpretersChannels channels = new InterpretersChannels(id, broker, false);

        /** Does work in a thread of its own inside. */
        Future<?> start(Work work) {
            return FakeInterpreters.this.start(() -> enter(work));
        }

        /** Does work inside. */
        void enter(Work work) throws Exception {
            Set<Thread> here = inside.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet());
            here.add(Thread.currentThread());
            try {
                work.run();
            } finally {
                here.remove(Thread.currentThread());
            }
        }

        /** Gives an end by which to receive what others send. */
        ReceiveEnd receiveEnd(Channel channel) {
            return channels.find(channel.id()).orElseThrow().receiveEnd();
        }

        /** Gives an end by which to send to others. */
        SendEnd sendEnd(Channel channel) {
            return channels.find(channel.id()).orElseThrow().sendEnd();
        }

        /** Gives a way to let time pass. */
        Pace pace(Random random) {
            Channel nothing = channels.create(new ChannelSpec());
            return new Pace(nothing.receiveEnd(), random);
        }

        @Override
        public String toString() {
            return "interpreter " + id;
        }
    }

    /** Waits that end by their deadlines, somewhat later than other waits are examined. */
    record Pace(ReceiveEnd nothing, Random random) {
        void pause() throws InterruptedException {
            nothing.receive(Duration.ofMillis(55 + random.nextInt(40)));
        }

        void pauseBriefly() throws InterruptedException {
            nothing.receive(Duration.ofMillis(1 + random.nextInt(8)));
        }
    }

    FakeInterpreters() {
        broker.threadsOf(id -> List.copyOf(inside.getOrDefault(id, Set.of())));
    }

    void set(String name, Transport transport) {
        transports.add(transport, name, ranking++);
    }

    FakeInterpreter make() {
        return new FakeInterpreter();
    }

    /** Gives a channel as Java code sees it. */
    Channel java(Channel channel) {
        return broker.find(channel.id()).orElseThrow();
    }

    Pace pace(Random random) {
        return new Pace(broker.create(new ChannelSpec()).receiveEnd(), random);
    }

    /** Does work in a thread that is in no interpreter. */
    Future<?> start(Work work) {
        Future<?> started = threads.submit(() -> {
            try {
                work.run();
            } catch (Throwable t) {
                if (failure.compareAndSet(null, t)) {
                    threads.shutdownNow();
                }
            }
        });
        works.add(started);
        return started;
    }

    /** Looks for deadlocks without a pause until all of this is done. */
    void examineUntilDone(List<? extends Future<?>> some) {
        while (!areDone(some)) {
            waits.detector().examineAll();
            Thread.yield();
        }
    }

    static boolean areDone(List<? extends Future<?>> some) {
        return some.stream().allMatch(Future::isDone);
    }

    /** Waits for all work, and fails if some of it did. */
    void join() throws InterruptedException, ExecutionException {
        for (Future<?> work : works) {
            work.get();
        }
        if (failure.get() != null) {
            throw new AssertionError("a thread failed", failure.get());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        broker.stop();
    }
}
