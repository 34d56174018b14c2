package com.example.frugal;

import java.util.List;
import org.clutch.share.Bytes;
import org.clutch.testkit.TransportContract;
import org.clutch.transport.Transport;

class FrugalTransportTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new FrugalTransport();
    }

    @Override
    protected int roomWithoutBound() {
        return 5_000;
    }

    @Override
    protected List<Object> uncarriable() {
        return List.of("x".repeat(FrugalConduit.ROOM), Bytes.copyOf(new byte[FrugalConduit.ROOM]));
    }
}
