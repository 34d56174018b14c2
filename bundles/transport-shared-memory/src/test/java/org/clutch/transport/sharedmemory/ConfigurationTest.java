package org.clutch.transport.sharedmemory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.testkit.CapturedLog;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration {@code org.clutch.transport.sharedmemory}, as Declarative Services hands it over. */
class ConfigurationTest {
    private static final ConduitListener NOBODY = new ConduitListener() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    private record Configuration(int ringBytes) implements RingConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return RingConfiguration.class;
        }
    }

    private static void assertTakes(Conduit conduit, int bytes) {
        assertEquals(Offer.ACCEPTED, conduit.offer(Message.of(Bytes.copyOf(new byte[bytes]), 0)));
        assertThrows(IllegalArgumentException.class,
                () -> conduit.offer(Message.of(Bytes.copyOf(new byte[2 * bytes]), 0)));
    }

    @Test
    void changeHoldsForConduitsThatAreOpenedAfterIt() {
        SharedMemoryTransport transport = new SharedMemoryTransport(new Configuration(65_536));
        Conduit before = transport.open(0, List.of(), NOBODY);
        transport.configure(new Configuration(4 << 20));
        Conduit after = transport.open(0, List.of(), NOBODY);
        assertTakes(before, 30_000);
        assertTakes(after, 2_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, -1, 0, (1 << 30) + 1})
    void valueOutOfItsRangeChangesNothingAndTheLogSaysSo(int bytes) throws Exception {
        SharedMemoryTransport transport = new SharedMemoryTransport(new Configuration(131_072));
        assertEquals(
                List.of("SEVERE org.clutch.transport.sharedmemory: ringBytes = " + bytes
                        + " is not in 65536 to 1073741824, so it is 131072"),
                CapturedLog.during("org.clutch.transport.sharedmemory",
                        () -> transport.configure(new Configuration(bytes))));
        assertTakes(transport.open(0, List.of(), NOBODY), 60_000);
    }

    @Test
    void valueOutOfItsRangeAtTheStartIsTheDefault() throws Exception {
        assertEquals(1, CapturedLog
                .during("org.clutch.transport.sharedmemory", () -> new SharedMemoryTransport(new Configuration(1)))
                .size());
    }
}
