package org.clutch.testkit.defect;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;
import org.clutch.transport.Transport;

/**
 * A transport with one mistake.
 *
 * @param name what it does wrong
 * @param opener makes its conduits
 * @param rendezvous what the transport says of itself
 * @param uncarriable what it says that it can never carry
 * @param foundBy the tests that must fail
 */
record Defect(String name, Opener opener, boolean rendezvous, List<Object> uncarriable,
        Set<String> foundBy) implements Transport {

    /** Makes a conduit. */
    interface Opener {
        Conduit open(int capacity, List<Message> preloaded, ConduitListener listener);
    }

    static Defect of(String name, Opener opener, String... foundBy) {
        return new Defect(name, opener, false, List.of(), Set.of(foundBy));
    }

    static Defect ofRendezvous(String name, Opener opener, String... foundBy) {
        return new Defect(name, opener, true, List.of(), Set.of(foundBy));
    }

    Defect thatCannotCarry(Object payload) {
        return new Defect(name, opener, rendezvous, List.of(payload), foundBy);
    }

    /** Gives all of them. */
    static Stream<Defect> all() {
        return Stream
                .of(DeliveryDefects.all(), PayloadDefects.all(), CapacityDefects.all(), BatchDefects.all(),
                        ContentionDefects.all(),
                        ListenerDefects.all(), ConduitsDefects.all(), RetirementDefects.all(), WithdrawalDefects.all())
                .flatMap(List::stream);
    }

    @Override
    public Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
        return opener.open(capacity, preloaded, listener);
    }

    @Override
    public boolean isRendezvous() {
        return rendezvous;
    }

    @Override
    public String toString() {
        return name;
    }
}
