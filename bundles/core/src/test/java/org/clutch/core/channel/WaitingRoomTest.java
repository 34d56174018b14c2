package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingRoomTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WaitConfiguration waits = new WaitConfiguration(0, 0);
    private final SwappableConduit line = new SwappableConduit(0, "line", waits);
    private final WaitingRoom room = line.room(true);
    private final AtomicBoolean open = new AtomicBoolean();

    private <T> T await(Supplier<T> attempt) throws InterruptedException {
        return WaitingRoom.await(List.of(line), true, attempt, Deadline.NEVER, waits);
    }

    private <T> T await(Supplier<T> attempt, Duration timeout) throws InterruptedException {
        return WaitingRoom.await(List.of(line), true, attempt, Deadline.after(timeout), waits);
    }

    private String attempt() {
        return open.get() ? "done" : null;
    }

    @Test
    void whoWaitsAttemptsAgainAtEachWakeUpAndOnlyThen() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Background<String> waiter = Background.call(() -> await(() -> {
            attempts.incrementAndGet();
            return attempt();
        }));
        for (int i = 1; i <= 3; i++) {
            while (attempts.get() < i) {
                Background.pause();
            }
            waiter.parked();
            assertEquals(i, attempts.get());
            open.set(i == 3);
            room.wakeOne();
        }
        assertEquals("done", waiter.result());
        assertEquals(4, attempts.get());
    }

    @Test
    void wakeUpThatComesDuringAnAttemptIsNotLost() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        assertEquals("done", await(() -> {
            if (attempts.incrementAndGet() == 1) {
                room.wakeOne();
                return null;
            }
            return "done";
        }));
    }

    @Test
    void timeOfZeroOrLessDoesNotEvenAttempt() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        assertNull(await(attempts::incrementAndGet, Duration.ZERO));
        assertNull(await(attempts::incrementAndGet, Duration.ofNanos(-1)));
        assertEquals(0, attempts.get());
    }

    @Test
    void oneWakeUpIsForTheOneThatWaitsLongest() throws Exception {
        Background<String> first = Background.call(() -> await(this::attempt)).parked();
        Background<String> second = Background.call(() -> await(this::attempt, LONG)).parked();
        open.set(true);
        room.wakeOne();
        assertEquals("done", first.result());
        second.parked();
        assertFalse(second.isDone());
        room.wakeOne();
        assertEquals("done", second.result());
    }

    @Test
    void wakeUpForAllReachesEveryOne() throws Exception {
        List<Background<String>> waiters = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiters.add(Background.call(() -> await(this::attempt)).parked());
        }
        open.set(true);
        room.wakeAll();
        for (Background<String> waiter : waiters) {
            assertEquals("done", waiter.result());
        }
    }

    @Test
    void whoSucceedsThoughItWasWokenMeanwhilePassesTheWakeUpOn() throws Exception {
        AtomicReference<Background<String>> other = new AtomicReference<>();
        assertEquals("first", await(() -> {
            other.set(Background.call(() -> await(this::attempt)).parked());
            open.set(true);
            room.wakeOne();
            return "first";
        }));
        assertEquals("done", other.get().result());
    }

    @Test
    void whoFailsThoughItWasWokenMeanwhilePassesTheWakeUpOn() throws Exception {
        AtomicReference<Background<String>> other = new AtomicReference<>();
        Background<String> failing = Background.call(() -> await(() -> {
            other.set(Background.call(() -> await(this::attempt)).parked());
            open.set(true);
            room.wakeOne();
            throw new IllegalStateException("broken transport");
        }));
        failing.failure(IllegalStateException.class);
        assertEquals("done", other.get().result());
    }

    @Test
    void whoLeavesIsNotWokenAnyMore() throws Exception {
        Background<String> leaver = Background.call(() -> await(this::attempt)).parked();
        Background<String> stayer = Background.call(() -> await(this::attempt)).parked();
        leaver.interrupt();
        leaver.failure(InterruptedException.class);
        assertNull(await(this::attempt, Duration.ofNanos(1)));
        open.set(true);
        room.wakeOne();
        assertEquals("done", stayer.result());
    }

    @Test
    void wakeUpOfAnEmptyRoomIsNothing() {
        room.wakeOne();
        room.wakeAll();
    }
}
