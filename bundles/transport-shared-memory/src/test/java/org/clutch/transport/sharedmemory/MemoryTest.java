package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.testkit.CapturedLog;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The build gives these tests 64 MiB outside the heap, much less than they take in sum. */
@Timeout(120)
class MemoryTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int ROUNDS = 100;
    private static final Message LARGE = Message.of(Bytes.copyOf(new byte[MEBIBYTE]), 0);
    private static final ConduitListener NOBODY = new ConduitListener() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private static Conduit withLargeMessage() {
        Conduit conduit = new SharedMemoryConduit(0, Bound.of(Bound.MOST), List.of(), NOBODY);
        assertEquals(Offer.ACCEPTED, conduit.offer(LARGE));
        return conduit;
    }

    @Test
    void memoryComesBackWhenAConduitIsRetiredWhoeverStillHasIt() {
        List<Conduit> retired = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Conduit conduit = withLargeMessage();
            assertEquals(LARGE.payload(), conduit.retire().getFirst().payload());
            retired.add(conduit);
        }
        for (Conduit conduit : retired) {
            assertEquals(Offer.RETIRED, conduit.offer(LARGE));
            assertNull(conduit.poll());
        }
    }

    @Test
    void memoryComesBackWhenNobodyHasTheConduitAnyMore() {
        for (int i = 0; i < ROUNDS; i++) {
            withLargeMessage();
        }
    }

    @Test
    void conduitThatCannotGrowWaitsForRoomAndSaysSo() throws Exception {
        List<String> warnings = CapturedLog.during("org.clutch.transport.sharedmemory", () -> {
            Conduit conduit = withLargeMessage();
            int sent = 1;
            while (conduit.offer(LARGE) == Offer.ACCEPTED) {
                sent++;
            }
            assertEquals(sent, conduit.size());
            for (int i = 0; i < sent; i++) {
                assertEquals(LARGE.payload(), conduit.poll().payload());
            }
            assertEquals(Offer.ACCEPTED, conduit.offer(LARGE));
            Message larger = Message.of(Bytes.copyOf(new byte[40 * MEBIBYTE]), 0);
            assertThrows(OutOfMemoryError.class, () -> conduit.offer(larger));
            assertEquals(1, conduit.retire().size());
        });
        assertEquals(1, warnings.size());
        String start = "WARNING a ring of shared memory stays at 16777216 bytes, though ringBytes = 1073741824 of "
                + "org.clutch.transport.sharedmemory allows more: Cannot reserve";
        assertEquals(start, warnings.getFirst().substring(0, Math.min(start.length(), warnings.getFirst().length())));
    }
}
