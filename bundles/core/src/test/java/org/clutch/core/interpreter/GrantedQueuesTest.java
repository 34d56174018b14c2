package org.clutch.core.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import org.clutch.channel.InterpreterQueue;
import org.clutch.channel.UnboundItems;
import org.clutch.core.channel.QueueBroker;
import org.clutch.engine.Host;
import org.clutch.interpreter.InterpreterSpec;
import org.clutch.interpreter.Isolation;
import org.clutch.share.QueueReference;
import org.clutch.testkit.Background;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrantedQueuesTest {
    private final FakeEngine engine = new FakeEngine();
    private final QueueBroker broker = FakeEngine.queues();
    private final InterpreterRegistry registry = new InterpreterRegistry(engine, FakeEngine.brokers(broker), 0);
    private final Host trusted = host(Isolation.TRUSTED);
    private final Host confined = host(Isolation.CONFINED);
    /** Of somebody else. */
    private final InterpreterQueue foreign = broker.create(0, UnboundItems.UNBOUND);

    private Host host(Isolation isolation) {
        registry.create(InterpreterSpec.DEFAULT.withIsolation(isolation));
        return engine.last().host;
    }

    @Test
    void confinedInterpreterReachesTheQueuesThatItMade() {
        InterpreterQueue own = confined.queues().create(3, UnboundItems.UNBOUND);
        assertEquals(3, own.maxSize());
        assertEquals(own, confined.queues().find(own.id()).orElseThrow());
        assertEquals(List.of(own), confined.queues().list());
        assertEquals(own, broker.find(own.id()).orElseThrow());
    }

    @Test
    void confinedInterpreterDoesNotReachTheQueueOfSomebodyElseByItsId() {
        assertEquals(Optional.empty(), confined.queues().find(foreign.id()));
        assertEquals(List.of(), confined.queues().list());
    }

    @Test
    void confinedInterpreterReachesAQueueThatItReceived() {
        InterpreterQueue own = confined.queues().create(0, UnboundItems.UNBOUND);
        assertEquals(foreign, confined.receive(new QueueReference(foreign.id())).orElseThrow());
        assertEquals(foreign, confined.queues().find(foreign.id()).orElseThrow());
        assertEquals(List.of(foreign, own), confined.queues().list());
    }

    @Test
    void whatOneWasGivenNoOtherReaches() {
        confined.receive(new QueueReference(foreign.id()));
        Host child = hostOf(confined.interpreters().create().id());
        Host other = host(Isolation.CONFINED);
        assertEquals(List.of(), child.queues().list());
        assertEquals(Optional.empty(), other.queues().find(foreign.id()));
    }

    private Host hostOf(long id) {
        return engine.state(id).host;
    }

    @Test
    void referenceToAQueueThatIsGoneGivesNoneAndGrantsNoLaterOne() {
        QueueReference future = new QueueReference(foreign.id() + 1);
        assertEquals(Optional.empty(), confined.receive(future));
        InterpreterQueue later = broker.create(0, UnboundItems.UNBOUND);
        assertEquals(future.id(), later.id());
        assertEquals(Optional.empty(), confined.queues().find(later.id()));
        Reference.reachabilityFence(later);
    }

    @Test
    void trustedInterpreterReachesAll() {
        InterpreterQueue own = confined.queues().create(0, UnboundItems.UNBOUND);
        assertEquals(foreign, trusted.queues().find(foreign.id()).orElseThrow());
        assertEquals(own, trusted.receive(new QueueReference(own.id())).orElseThrow());
        assertEquals(List.of(foreign, own), trusted.queues().list());
        assertEquals(Optional.empty(), trusted.receive(new QueueReference(99)));
    }

    @Test
    void grantDoesNotHoldAQueue() {
        long id = confined.queues().create(0, UnboundItems.UNBOUND).id();
        while (broker.find(id).isPresent()) {
            System.gc();
            Background.pause();
        }
        assertEquals(List.of(), confined.queues().list());
    }
}
