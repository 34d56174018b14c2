package org.clutch.transport.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What others see of a caller that stalls half-way. The test is that caller: it makes the first steps of an offer or a poll by
 * hand, and the others when somebody pauses for it.
 */
@Timeout(60)
class HalfWayTest {
    private static final Message M = Message.of("half-way", 0);

    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();

    private QueueConduit open(int capacity, int preloaded) {
        ConduitListener listener = new ConduitListener() {
            @Override
            public void readable() {
                heard.add("readable");
            }

            @Override
            public void writable() {
                heard.add("writable");
            }
        };
        return new QueueConduit(capacity, messages(preloaded), listener) {
            @Override
            void pause(int times) {
                steps.remove().run();
            }
        };
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(it -> Message.of(it, 0)).toList();
    }

    /** Claims a position as a sender does, and gives what is left of its offer. */
    private static Runnable startOffer(QueueConduit conduit, Message message) {
        long position = conduit.tail.word();
        Segment segment = conduit.tail.segmentOf(position, false);
        assertTrue(conduit.tail.claim(position));
        return () -> segment.cells[segment.cell(position)] = message;
    }

    /** Claims a position as a receiver does, and gives what is left of its poll. */
    private static Runnable startPoll(QueueConduit conduit) {
        long position = conduit.head.word();
        Segment segment = conduit.head.segmentOf(position, true);
        assertTrue(conduit.head.claim(position));
        return () -> segment.cells[segment.cell(position)] = null;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 10_000})
    void retirementWaitsForSendersThatHaveClaimed(int capacity) {
        QueueConduit conduit = open(capacity, 2);
        Message first = Message.of("first", 0);
        Message second = Message.of("second", 0);
        Message between = Message.of("between", 0);
        steps.add(() -> {});
        Runnable rest = startOffer(conduit, first);
        conduit.offer(between);
        steps.add(rest);
        steps.add(startOffer(conduit, second));
        List<Message> left = conduit.retire();
        assertEquals(5, left.size());
        assertEquals(List.of(first, between, second), left.subList(2, 5));
        assertTrue(steps.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 10_000})
    void retirementDoesNotCareForReceiversThatHaveClaimed(int capacity) {
        QueueConduit conduit = open(capacity, 3);
        Runnable rest = startPoll(conduit);
        assertEquals(List.of(1, 2), conduit.retire().stream().map(Message::payload).toList());
        rest.run();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 10_000})
    void senderThatStalledBeforeItsClaimIsRefused(int capacity) {
        QueueConduit conduit = open(capacity, 1);
        long position = conduit.tail.word();
        assertEquals(1, conduit.retire().size());
        assertFalse(conduit.tail.claim(position));
        assertEquals(Offer.RETIRED, conduit.offer(M));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 10_000})
    void receiverThatStalledBeforeItsClaimGetsNothing(int capacity) {
        QueueConduit conduit = open(capacity, 1);
        long position = conduit.head.word();
        assertEquals(1, conduit.retire().size());
        assertFalse(conduit.head.claim(position));
        assertNull(conduit.poll());
    }

    /** The stalled one finds a ring that was filled and emptied meanwhile, just as it was but for the positions. */
    @Test
    void callersThatStalledForWholeTurnsFindTheirClaimsTaken() {
        QueueConduit conduit = open(16, 0);
        long sender = conduit.tail.word();
        long receiver = conduit.head.word();
        for (int i = 0; i < 32; i++) {
            conduit.offer(M);
            conduit.poll();
        }
        assertFalse(conduit.tail.claim(sender));
        assertFalse(conduit.head.claim(receiver));
    }

    @Test
    void retirementBetweenTheTwoSealsIsNotSeen() {
        QueueConduit conduit = open(0, 2);
        assertTrue(conduit.tail.seal());
        // Nobody knows yet.
        assertEquals(0, conduit.poll().payload());
        assertEquals(1, conduit.size());
        // Now somebody does.
        assertEquals(Offer.RETIRED, conduit.offer(M));
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
    }

    @Test
    void secondRetirementDoesNotReturnBeforeTheEnd() {
        QueueConduit conduit = open(0, 2);
        assertTrue(conduit.tail.seal());
        assertEquals(List.of(), conduit.retire());
        assertNull(conduit.poll());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 10_000})
    void receiverWaitsForTheOldestMessageThoughALaterOneIsThere(int capacity) {
        QueueConduit conduit = open(capacity, 0);
        steps.add(startOffer(conduit, M));
        Message later = Message.of("later", 0);
        assertEquals(Offer.ACCEPTED, conduit.offer(later));
        assertEquals(2, conduit.size());
        assertSame(M, conduit.poll());
        assertSame(later, conduit.poll());
        assertNull(conduit.poll());
        assertTrue(steps.isEmpty());
    }

    @Test
    void senderWaitsForTheCellOfAReceiverThatHasClaimed() {
        QueueConduit conduit = open(16, 16);
        assertEquals(Offer.FULL, conduit.offer(M));
        steps.add(startPoll(conduit));
        assertEquals(Offer.ACCEPTED, conduit.offer(M));
        assertTrue(steps.isEmpty());
        assertEquals(Offer.FULL, conduit.offer(M));
        assertEquals(1, conduit.poll().payload());
    }

    @Test
    void senderThatWaitsForACellIsRefusedOnceTheConduitRetires() {
        QueueConduit conduit = open(16, 16);
        Runnable rest = startPoll(conduit);
        List<Message> left = new ArrayList<>();
        steps.add(() -> left.addAll(conduit.retire()));
        assertEquals(Offer.RETIRED, conduit.offer(M));
        assertEquals(15, left.size());
        rest.run();
        assertEquals(List.of(), heard);
    }

    /** The cell still has the message of the turn before; whoever takes it for a new one delivers it twice. */
    @Test
    void receiverDoesNotTakeWhatAnotherOneHasYetToClear() {
        QueueConduit conduit = open(16, 16);
        Runnable rest = startPoll(conduit);
        for (int i = 1; i < 16; i++) {
            assertEquals(i, conduit.poll().payload());
        }
        assertNull(conduit.poll());
        assertEquals(0, conduit.size());
        rest.run();
        assertEquals(Offer.ACCEPTED, conduit.offer(M));
        assertSame(M, conduit.poll());
    }

    @Test
    void staleLimitIsNoReasonToRefuse() {
        QueueConduit conduit = open(2, 2);
        assertEquals(Offer.FULL, conduit.offer(M));
        conduit.poll();
        // What a sender that stalled in its offer before the poll notes now.
        conduit.tail.limit(2 * 2);
        assertEquals(Offer.ACCEPTED, conduit.offer(M));
        conduit.head.limit(2 * 1);
        assertEquals(1, conduit.poll().payload());
        assertSame(M, conduit.poll());
    }
}
