package org.clutch.transport.sharedmemory;

import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.share.Tuple;
import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;

/** The contract where rings are full in bytes before they are full in messages. */
class SmallRingTransportTest extends TransportContract {
    private static final Bound SMALL = Bound.of(Bound.LEAST);

    @Override
    protected Transport transport() {
        return (capacity, preloaded, listener) -> new SharedMemoryConduit(capacity, SMALL, preloaded, listener);
    }

    @Override
    protected int roomWithoutBound() {
        return 300;
    }

    @Override
    protected boolean isShortOfBytes() {
        return true;
    }

    @Override
    protected List<Object> uncarriable() {
        Bytes large = Bytes.copyOf(new byte[Bound.LEAST / 2]);
        return List.of(large, Tuple.of(1, large));
    }
}
