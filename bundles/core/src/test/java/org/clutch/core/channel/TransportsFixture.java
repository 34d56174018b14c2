package org.clutch.core.channel;

import org.clutch.transport.rendezvous.RendezvousTransport;

/** Transports for tests in other packages. */
public final class TransportsFixture {
    private TransportsFixture() {}

    /** Gives transports of which one is a rendezvous. */
    public static Transports withRendezvous() {
        Transports transports = new Transports();
        transports.add(new RendezvousTransport(), "rendezvous", 0);
        return transports;
    }
}
