package org.clutch.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.Channels;
import org.clutch.interpreter.ExecutionInterruptedException;
import org.clutch.interpreter.Interpreter;
import org.clutch.pool.InterpreterPool;
import org.clutch.share.Borrow;
import org.clutch.share.Region;
import org.clutch.share.Region.Access;
import org.clutch.share.RegionSpec;
import org.clutch.share.Regions;
import org.clutch.sync.Lock;
import org.clutch.sync.Synchronizers;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * Everything at once, in rounds: streams through channels, transports that are updated and exchanged under them, interpreters
 * that come and go, a pool that is reconfigured while it works, an extension module that is updated while it is called, a
 * lock and memory that Java and Python share. Nothing is lost, nothing hangs, and after each round no more is there than before.
 *
 * <p>The property {@code clutch.soak} says how many minutes it goes on at least, after two rounds; the profile {@code long}
 * sets it to twenty. {@code clutch.soak.seed} gives other numbers: what each chore chooses is the same in each run with one
 * seed, how they meet is not.
 */
public class SoakIT extends ExtensionContainerTest {
    private static final long MINUTES = Long.getLong("clutch.soak", 0);
    private static final long SEED = Long.getLong("clutch.soak.seed", 2026);
    private static final int LEAST_ROUNDS = 2;
    /** Code that is compiled late, and profiles, take more of the heap than the life of a few interpreters leaves. */
    private static final long HEAP_NOISE = 48 << 20;
    private static final List<String> TRANSPORTS = List.of("rendezvous", "queue", "shared-memory");
    private static final List<String> WORDS = List.of("Howdy", "Salve", "Salut", "Hello");

    @Inject
    private Channels channels;
    @Inject
    private Regions regions;
    @Inject
    private Synchronizers synchronizers;

    private final List<Channel> live = new CopyOnWriteArrayList<>();

    @Test
    public void everythingAtOnceLosesNothingAndGrowsByNothing() throws Exception {
        Pools pools = new Pools(context);
        pools.create("soak", "max", 2, "reset", "keep");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        List<Belongings> counted = new ArrayList<>();
        try {
            for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
                List<Share> shares = shares(pools);
                run(shares, round);
                for (Share each : shares) {
                    each.chore().end();
                }
                awaitRegions();
                counted.add(Belongings.now());
                System.out.println("soak: after round " + round + ": " + counted.getLast());
            }
        } finally {
            pools.close();
        }
        Pools.until(() -> interpreters.list().stream().allMatch(each -> each.id() == 0));
        // What the first half has compiled and loaded stays.
        counted.get(counted.size() / 2).assertReturned(HEAP_NOISE);
    }

    /** A chore, and how many steps of it are a round. */
    private record Share(String name, int steps, Chore chore) {}

    /** Steps are so many that all chores take about as long. */
    private List<Share> shares(Pools pools) throws Exception {
        return List.of(new Share("stream 1", 4, new StreamChore(interpreters, channels, regions, threads, live)),
                new Share("stream 2", 4, new StreamChore(interpreters, channels, regions, threads, live)),
                new Share("swaps", 12, swaps()),
                new Share("interpreters", 3, new InterpreterChore(interpreters, queues, threads)),
                new Share("pool", 2, pool(pools)), new Share("extension", 5, extension()),
                new Share("lock", 10, lock()));
    }

    /** Runs all at once. The first that fails lets the others end after the step that they are at. */
    private void run(List<Share> shares, int round) throws Exception {
        List<AssertionError> failures = new CopyOnWriteArrayList<>();
        List<Future<?>> runs = new ArrayList<>();
        for (Share share : shares) {
            SplittableRandom random = new SplittableRandom(SEED + 1000L * round + share.name().hashCode());
            runs.add(threads.submit(() -> {
                try {
                    for (int step = 0; failures.isEmpty() && step < share.steps(); step++) {
                        share.chore().step(random);
                    }
                } catch (Throwable e) {
                    AssertionError failure = new AssertionError(
                            share.name() + " in round " + round + " of seed " + SEED, e);
                    failure.printStackTrace();
                    failures.add(failure);
                }
            }));
        }
        for (Future<?> each : runs) {
            each.get();
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private Chore swaps() {
        List<TransportBundle> bundles = TRANSPORTS.stream().map(name -> new TransportBundle(context, name)).toList();
        return new Chore() {
            @Override
            public void step(SplittableRandom random) throws Exception {
                TransportBundle bundle = bundles.get(random.nextInt(bundles.size()));
                switch (random.nextInt(4)) {
                    case 0 -> bundle.update();
                    case 1 -> bundle.replace();
                    case 2 -> {
                        bundle.stop();
                        bundle.start();
                    }
                    default -> move(TRANSPORTS.get(random.nextInt(TRANSPORTS.size())), random.nextInt(1, 65));
                }
            }

            @Override
            public void end() throws Exception {
                for (TransportBundle each : bundles) {
                    each.restore();
                }
            }
        };
    }

    private void move(String transport, int capacity) {
        for (Channel each : live) {
            try {
                each.use(transport, capacity);
            } catch (ChannelClosedException e) {
                // Its stream is over.
            }
        }
    }

    private Chore pool(Pools pools) throws Exception {
        InterpreterPool pool = pools.await("soak");
        return random -> {
            List<Integer> items = IntStream.range(-random.nextInt(1, 40), 0).boxed().toList();
            CompletableFuture<List<Object>> all = pool.map("builtins:abs", items);
            CompletableFuture<Object> broken = pool.submit("os:_exit", 3);
            pools.configure("soak", "max", random.nextInt(1, 3), "spare", random.nextInt(2), "reset",
                    random.nextInt(4) == 0 ? "fresh" : "keep", "maxUses", random.nextInt(50));
            assertEquals(items.stream().map(item -> (Object) (long) -item).toList(), all.get());
            Pools.fails(ExecutionInterruptedException.class, broken);
        };
    }

    private Chore extension() throws Exception {
        Bundle bundle = start(ExtensionBundle.greeter());
        Interpreter caller = interpreters.create();
        return new Chore() {
            private int updates;

            @Override
            public void step(SplittableRandom random) throws Exception {
                Future<?> update = threads.submit(() -> {
                    String word = WORDS.get(random.nextInt(WORDS.size()));
                    bundle.update(ExtensionBundle.greeter().greeting(word, "1.0.0.r" + updates++).open());
                    return null;
                });
                do {
                    String greeting = caller.call(String.class, "greeter:greet", "Ann");
                    assertTrue(greeting, WORDS.contains(greeting.replace(", Ann!", "")));
                } while (!update.isDone());
                update.get();
            }

            @Override
            public void end() throws Exception {
                caller.close();
                bundle.uninstall();
            }
        };
    }

    /** Python and Java count up one number in turn, unless the lock lets both in at once. */
    private Chore lock() {
        Lock lock = synchronizers.lock(false, "soak");
        Region number = regions.allocate(new RegionSpec(Long.BYTES));
        Interpreter other = interpreters.create();
        other.prepareMain(Map.of("lock", lock, "number", number));
        other.exec("""
                def count(times):
                    for _ in range(times):
                        with lock, number.borrow() as view, view.cast("q") as numbers:
                            numbers[0] += 1
                """);
        return new Chore() {
            private long expected;

            @Override
            public void step(SplittableRandom random) throws Exception {
                int times = random.nextInt(1, 200);
                Future<?> counting = threads.submit(() -> other.call("count", times));
                for (int i = 0; i < times; i++) {
                    lock.acquire();
                    try (Borrow borrow = number.borrow(Access.EXCLUSIVE)) {
                        LongBuffer numbers = borrow.buffer().order(ByteOrder.nativeOrder()).asLongBuffer();
                        numbers.put(0, numbers.get(0) + 1);
                    } finally {
                        lock.release();
                    }
                }
                counting.get();
                expected += 2 * times;
                try (Borrow borrow = number.borrow(Access.READ)) {
                    assertEquals(expected, borrow.buffer().order(ByteOrder.nativeOrder()).getLong());
                }
            }

            @Override
            public void end() {
                other.close();
                number.close();
            }
        };
    }

    /** Each was closed by its receiver, or lay in a channel that was closed. */
    private void awaitRegions() throws InterruptedException {
        while (regions.statistics().regions() > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException(regions.statistics() + " are left");
            }
            System.gc();
        }
    }
}
