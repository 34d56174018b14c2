package org.clutch.core.memory;

import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.TransportsFixture;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.share.Region;
import org.clutch.share.RegionSpec;

/** A broker of regions, and interpreters that use it. */
final class RegionFixture {
    private static final int SIZE = 64;

    final RegionBroker broker;

    RegionFixture(long limitMebibytes) {
        broker = new RegionBroker(
                new ChannelBroker(TransportsFixture.withRendezvous(), new WaitConfiguration()), limitMebibytes);
    }

    /** Gives the regions as an interpreter has them. */
    InterpretersRegions of(long interpreter) {
        return new InterpretersRegions(interpreter, broker, false);
    }

    static Region small(InterpretersRegions owner) {
        return owner.allocate(new RegionSpec(SIZE));
    }

    /** Counts those whose memory was not given back. */
    int regions() {
        return broker.statistics().regions();
    }

    /** Waits until garbage is found; a test that fails here hangs until its time is over. */
    void collectUntilRegionsAre(int count) {
        while (regions() != count) {
            System.gc();
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new AssertionError("there are " + regions() + " regions still");
            }
        }
    }
}
