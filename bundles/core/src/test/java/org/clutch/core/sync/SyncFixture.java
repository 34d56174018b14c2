package org.clutch.core.sync;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.TransportsFixture;
import org.clutch.core.channel.WaitConfiguration;
import org.clutch.sync.Synchronizer;
import org.clutch.testkit.Background;

/** A broker of synchronizers, and interpreters with one thread each. */
final class SyncFixture {
    final ChannelBroker channels;
    final SynchronizerBroker broker;
    private final Map<Long, Collection<Thread>> threads = new ConcurrentHashMap<>();

    SyncFixture() {
        WaitConfiguration waits = new WaitConfiguration();
        channels = new ChannelBroker(TransportsFixture.withRendezvous(), waits);
        channels.threadsOf(id -> threads.getOrDefault(id, List.of()));
        broker = new SynchronizerBroker(waits, channels);
    }

    /** Gives the synchronizers as an interpreter sees them. */
    InterpretersSynchronizers of(long interpreter) {
        return new InterpretersSynchronizers(interpreter, broker, false);
    }

    /** Does something as the only thread of an interpreter. */
    <T> Background<T> in(long interpreter, Callable<T> work) {
        return Background.call(() -> {
            threads.put(interpreter, List.of(Thread.currentThread()));
            return work.call();
        });
    }

    /** Gives somebody a view of what another one has. */
    @SuppressWarnings("unchecked")
    static <T extends Synchronizer> T given(InterpretersSynchronizers receiver, T synchronizer) {
        return (T) receiver.receive(synchronizer.reference());
    }
}
