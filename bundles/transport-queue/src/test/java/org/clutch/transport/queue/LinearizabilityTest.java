package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three threads do a few things at random with one conduit. Whatever they see must be what they would see if all that was done
 * one thing after the other, in an order that agrees with the clock. So full, empty, sizes and the end are exact.
 */
@Timeout(300)
class LinearizabilityTest {
    private static final int THREADS = 3;
    private static final int ACTIONS = 4;
    private static final int ROUNDS = 1_500;
    private static final ConduitListener NOBODY = new ConduitListener() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private final AtomicInteger clock = new AtomicInteger();

    private enum Kind {
        OFFER, POLL, SIZE, RETIRE
    }

    /** Something that was done: between two times, with a result. */
    private record Action(Kind kind, Message message, int begin, int end, Object result) {
        @Override
        public String toString() {
            return begin + "-" + end + " " + kind + (message == null ? "" : " " + message.payload()) + " "
                    + text(result);
        }

        private static Object text(Object result) {
            return switch (result) {
                case Message message -> message.payload();
                case List<?> list -> list.stream().map(Action::text).toList();
                case null, default -> result;
            };
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10_000})
    void everythingIsAsIfDoneOneAfterTheOther(int capacity) throws Exception {
        Random random = new Random(capacity);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        for (int round = 0; round < ROUNDS; round++) {
            List<Message> before = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                before.add(Message.of("before " + i, 0));
            }
            // At the overflow of positions, and near the border between two segments of a chain.
            QueueConduit conduit = new QueueConduit(capacity, List.of(), NOBODY, -2 * 255);
            for (int i = 250 + random.nextInt(6); i > 0; i--) {
                conduit.offer(Message.of(null, 0));
                conduit.poll();
            }
            before.removeIf(message -> conduit.offer(message) == Conduit.Offer.FULL);
            List<List<Action>> histories = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Kind[] kinds = random.ints(ACTIONS, 0, 20).mapToObj(LinearizabilityTest::kind).toArray(Kind[]::new);
                List<Action> history = new ArrayList<>();
                histories.add(history);
                threads.add(Thread.ofPlatform().start(() -> act(conduit, kinds, start, history)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            List<Action> all = histories.stream().flatMap(List::stream).toList();
            assertTrue(isPossible(all, new boolean[all.size()], before, false, capacity),
                    () -> "no order explains " + all + " after " + before.stream().map(Message::payload).toList());
        }
    }

    private static Kind kind(int number) {
        return number < 9 ? Kind.OFFER : number < 17 ? Kind.POLL : number < 19 ? Kind.SIZE : Kind.RETIRE;
    }

    private void act(Conduit conduit, Kind[] kinds, CyclicBarrier start, List<Action> history) {
        List<Message> messages = Arrays.stream(kinds).map(_ -> Message.of(clock.getAndIncrement(), 0)).toList();
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < kinds.length; i++) {
            int begin = clock.getAndIncrement();
            Object result = switch (kinds[i]) {
                case OFFER -> conduit.offer(messages.get(i));
                case POLL -> conduit.poll();
                case SIZE -> conduit.size();
                case RETIRE -> conduit.retire();
            };
            history.add(new Action(kinds[i], kinds[i] == Kind.OFFER ? messages.get(i) : null, begin,
                    clock.getAndIncrement(), result));
        }
    }

    /** Says whether some order of what is not done yet explains all results. */
    private static boolean isPossible(List<Action> actions, boolean[] done, List<Message> inside, boolean retired,
            int capacity) {
        int firstEnd = Integer.MAX_VALUE;
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                firstEnd = Math.min(firstEnd, actions.get(i).end());
            }
        }
        if (firstEnd == Integer.MAX_VALUE) {
            return true;
        }
        for (int i = 0; i < done.length; i++) {
            Action action = actions.get(i);
            if (done[i] || action.begin() > firstEnd) {
                continue;
            }
            List<Message> then = new ArrayList<>(inside);
            if (!expected(action, then, retired, capacity).equals(Optional.ofNullable(action.result()))) {
                continue;
            }
            done[i] = true;
            if (isPossible(actions, done, then, retired || action.kind() == Kind.RETIRE, capacity)) {
                return true;
            }
            done[i] = false;
        }
        return false;
    }

    /** Does something with a list that stands for the conduit. */
    private static Optional<Object> expected(Action action, List<Message> inside, boolean retired, int capacity) {
        return Optional.ofNullable(switch (action.kind()) {
            case OFFER -> {
                if (retired) {
                    yield Conduit.Offer.RETIRED;
                } else if (capacity > 0 && inside.size() >= capacity) {
                    yield Conduit.Offer.FULL;
                }
                inside.add(action.message());
                yield Conduit.Offer.ACCEPTED;
            }
            case POLL -> inside.isEmpty() ? null : inside.removeFirst();
            case SIZE -> inside.size();
            case RETIRE -> {
                List<Message> left = List.copyOf(inside);
                inside.clear();
                yield left;
            }
        });
    }
}
