package org.clutch.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.clutch.core.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingRoomTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WaitingRoom room = new WaitingRoom();
    private final AtomicBoolean open = new AtomicBoolean();

    private String attempt() {
        return open.get() ? "done" : null;
    }

    @Test
    void whoWaitsAttemptsAgainAtEachWakeUpAndOnlyThen() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Background<String> waiter = Background.call(() -> room.await(() -> {
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
        assertEquals("done", room.await(() -> {
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
        assertNull(room.await(attempts::incrementAndGet, Duration.ZERO));
        assertNull(room.await(attempts::incrementAndGet, Duration.ofNanos(-1)));
        assertEquals(0, attempts.get());
    }

    @Test
    void oneWakeUpIsForTheOneThatWaitsLongest() throws Exception {
        Background<String> first = Background.call(() -> room.await(this::attempt)).parked();
        Background<String> second = Background.call(() -> room.await(this::attempt, LONG)).parked();
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
            waiters.add(Background.call(() -> room.await(this::attempt)).parked());
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
        assertEquals("first", room.await(() -> {
            other.set(Background.call(() -> room.await(this::attempt)).parked());
            open.set(true);
            room.wakeOne();
            return "first";
        }));
        assertEquals("done", other.get().result());
    }

    @Test
    void whoFailsThoughItWasWokenMeanwhilePassesTheWakeUpOn() throws Exception {
        AtomicReference<Background<String>> other = new AtomicReference<>();
        Background<String> failing = Background.call(() -> room.await(() -> {
            other.set(Background.call(() -> room.await(this::attempt)).parked());
            open.set(true);
            room.wakeOne();
            throw new IllegalStateException("broken transport");
        }));
        failing.failure(IllegalStateException.class);
        assertEquals("done", other.get().result());
    }

    @Test
    void whoLeavesIsNotWokenAnyMore() throws Exception {
        Background<String> leaver = Background.call(() -> room.await(this::attempt)).parked();
        Background<String> stayer = Background.call(() -> room.await(this::attempt)).parked();
        leaver.interrupt();
        leaver.failure(InterruptedException.class);
        assertNull(room.await(this::attempt, Duration.ofNanos(1)));
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
