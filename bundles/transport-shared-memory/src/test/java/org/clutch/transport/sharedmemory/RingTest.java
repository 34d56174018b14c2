package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.clutch.share.BinaryForm;
import org.clutch.share.Bytes;
import org.clutch.share.ObjectReference;
import org.clutch.share.Tuple;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One ring, step by step: what is half done when something else comes in between. */
@Timeout(60)
class RingTest {
    private static final int UNITS = 256;

    private final Ring ring = new Ring(UNITS);

    private long write(Object payload, long tag) {
        return ring.records().write(payload, tag, (int) BinaryForm.size(payload));
    }

    private boolean send(Object payload) {
        long unit = write(payload, 7);
        return unit != Records.NO_ROOM && ring.publish(ring.end(), unit);
    }

    private Object receive() {
        Message message = ring.take(ring.head());
        assertEquals(7, message.tag());
        return message.payload();
    }

    @Test
    void messagesComeInTheOrderInWhichTheyWerePublished() {
        long late = write("claimed first", 7);
        assertTrue(send("published first"));
        assertTrue(ring.publish(ring.end(), late));
        assertEquals("published first", receive());
        assertEquals("claimed first", receive());
        assertTrue(ring.isEmpty(ring.head()));
    }

    @Test
    void whatIsNotPublishedHoldsUpNobody() {
        long stalled = write("stalled", 7);
        assertTrue(ring.isEmpty(ring.head()));
        for (int i = 0; i < UNITS - 1; i++) {
            assertTrue(send((long) i));
            assertEquals((long) i, receive());
        }
        assertTrue(ring.publish(ring.end(), stalled));
        assertEquals("stalled", receive());
        assertTrue(send("there is room again"));
    }

    @Test
    void senderThatStalledBeforePublishingFindsTheSeal() {
        long stalled = write("stalled", 7);
        long before = ring.end();
        assertTrue(send("in time"));
        long seal = ring.seal();
        assertFalse(ring.publish(before, stalled));
        assertFalse(ring.publish(ring.end(), stalled));
        assertEquals(1, seal);
        assertTrue(ring.isSealed(ring.end()));
        List<Message> left = new ArrayList<>();
        ring.drainTo(left);
        assertEquals(List.of("in time"), left.stream().map(Message::payload).toList());
    }

    @Test
    void ringThatIsFullCanBeSealed() {
        int sent = 0;
        while (send((long) sent)) {
            sent++;
        }
        assertEquals(UNITS, sent);
        assertEquals(sent, ring.seal());
        assertEquals(sent, ring.seal());
        for (long i = 0; i < sent; i++) {
            assertEquals(i, receive());
        }
        assertTrue(ring.isSealed(Ring.sequence(ring.head())));
    }

    @Test
    void receiverThatStalledGetsNothingThatSomebodyElseHas() {
        send("first");
        send("second");
        long head = ring.head();
        assertEquals("first", receive());
        assertNull(ring.take(head));
        assertEquals("second", receive());
    }

    /** What a receiver reads that stalled for laps is nonsense, and no exception of it comes out. */
    @Test
    void receiverThatStalledForLapsGetsNothing() {
        send("first");
        long head = ring.head();
        assertEquals("first", receive());
        for (int i = 0; i < 5 * UNITS; i++) {
            assertNull(ring.take(head));
            assertTrue(send(Bytes.copyOf(new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, (byte) i})));
            assertNull(ring.take(head));
            receive();
        }
    }

    @Test
    void messageThatCannotBeReadStays() {
        // A size that is too small makes the form end too early.
        long unit = ring.records().write(Tuple.of(1, 2), 7, 3);
        ring.publish(ring.end(), unit);
        for (int i = 0; i < 2; i++) {
            assertThrows(IllegalArgumentException.class, () -> ring.take(ring.head()));
            assertEquals(0, Ring.sequence(ring.head()));
        }
    }

    @Test
    void recordThatCannotBeWrittenIsGivenBack() {
        for (int i = 0; i < UNITS - 1; i++) {
            send((long) i);
        }
        // The last unit is left: the form is longer than was said, and goes beyond the memory.
        Object tooLong = Tuple.of((ObjectReference) () -> 1, Bytes.copyOf(new byte[100]));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.records().write(tooLong, 7, 1));
        for (int i = 0; i < UNITS - 1; i++) {
            assertEquals((long) i, receive());
        }
        assertTrue(ring.isEmpty(ring.head()));
        for (int i = 0; i < UNITS; i++) {
            assertTrue(send("it left no gap"));
        }
        assertFalse(send("full"));
    }

    @Test
    void recordThatIsGivenBackInsteadOfPublishedIsSkipped() {
        ObjectReference reference = () -> 1;
        for (int i = 0; i < 10 * UNITS; i++) {
            long unit = write(Tuple.of(reference), 7);
            assertNotEquals(Records.NO_ROOM, unit);
            ring.records().giveBack(unit);
        }
        assertTrue(ring.isEmpty(ring.head()));
        send("first");
        assertEquals("first", receive());
    }

    @Test
    void endIsFoundFromFarBehind() {
        for (long i = 0; i < 10 * UNITS; i++) {
            send(i);
            assertEquals(i + 1, ring.end());
            assertEquals(i, receive());
        }
        assertEquals(10 * UNITS, Ring.sequence(ring.head()));
    }

    @Test
    void successorIsDecidedOnce() {
        Ring next = new Ring(UNITS);
        assertNull(ring.next());
        assertSame(next, ring.decideNext(next));
        assertSame(next, ring.decideNext(Ring.END));
        send("a");
        send("b");
        assertSame(next, ring.successor(ring.seal()));
        assertEquals(2 + 5, next.number(5));
    }
}
