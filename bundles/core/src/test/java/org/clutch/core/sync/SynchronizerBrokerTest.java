package org.clutch.core.sync;

import static org.clutch.core.sync.SyncFixture.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.clutch.share.CrossInterpreterData;
import org.clutch.share.SynchronizerReference;
import org.clutch.share.Tuple;
import org.clutch.sync.Barrier;
import org.clutch.sync.Condition;
import org.clutch.sync.Event;
import org.clutch.sync.Lock;
import org.clutch.sync.Semaphore;
import org.clutch.sync.Synchronizer;
import org.junit.jupiter.api.Test;

/** How synchronizers get from one user to another. */
class SynchronizerBrokerTest {
    private final SyncFixture fixture = new SyncFixture();
    private final InterpretersSynchronizers one = fixture.of(1);
    private final InterpretersSynchronizers two = fixture.of(2);

    @Test
    void eachKindArrivesAsWhatItIs() {
        assertInstanceOf(Lock.class, given(two, one.lock(false, "")));
        assertInstanceOf(Semaphore.class, given(two, one.semaphore(1, true, "")));
        assertInstanceOf(Condition.class, given(two, one.condition(one.lock(true, ""), "")));
        assertInstanceOf(Event.class, given(two, one.event("")));
        assertInstanceOf(Barrier.class, given(two, one.barrier(2, null, null, "")));
    }

    @Test
    void viewsOfOneAreEqualAndHaveItsName() {
        Lock lock = one.lock(true, "accounts");
        Lock there = given(two, lock);
        assertEquals(lock, there);
        assertEquals(lock.hashCode(), there.hashCode());
        assertEquals("accounts", there.name());
        assertTrue(there.isReentrant());
        assertEquals("re-entrant lock " + lock.id() + " 'accounts'", there.toString());
        assertNotEquals(lock, one.lock(true, "accounts"));
        Condition condition = one.condition(lock, "");
        assertEquals(lock, given(two, condition).lock());
    }

    @Test
    void crossesByReferenceInTuplesToo() {
        Lock lock = one.lock(false, "");
        Tuple tuple = (Tuple) CrossInterpreterData.of(List.of(1, lock));
        SynchronizerReference reference = assertInstanceOf(SynchronizerReference.class, tuple.items().get(1));
        assertEquals(lock.id(), reference.synchronizer());
        assertSame(reference, CrossInterpreterData.of(reference));
        assertEquals(lock, fixture.broker.receive(reference));
    }

    @Test
    void onlyWhatIsPublishedIsFoundAndByConfinedOnesOnlyWhatTheyHave() {
        Lock lock = one.lock(false, "");
        assertEquals(Optional.empty(), two.find(lock.id()));
        assertEquals(lock.id(), lock.publish());
        assertEquals(lock, two.find(lock.id()).orElseThrow());
        assertEquals(lock, fixture.broker.find(lock.id()).orElseThrow());
        InterpretersSynchronizers confined = new InterpretersSynchronizers(3, fixture.broker, true);
        assertEquals(Optional.empty(), confined.find(lock.id()));
        given(confined, lock);
        assertEquals(lock, confined.find(lock.id()).orElseThrow());
    }

    @Test
    void whatIsNotOfThisCoreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> one.receive(() -> 1));
        assertThrows(IllegalArgumentException.class, () -> fixture.broker.condition(null, ""));
        assertThrows(NullPointerException.class, () -> one.event(null));
    }

    @Test
    void javaCodeMakesAllOfThem() {
        Lock lock = fixture.broker.lock(false, "");
        List<Synchronizer> all = List.of(lock, fixture.broker.semaphore(1, false, ""),
                fixture.broker.condition(lock, ""), fixture.broker.event(""),
                fixture.broker.barrier(1, null, null, ""));
        for (Synchronizer each : all) {
            assertEquals(each, given(one, each));
        }
    }
}
