package org.clutch.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.clutch.transport.Conduit;
import org.clutch.transport.Conduit.Offer;
import org.clutch.transport.Message;

/** Calls at random, in one thread, on a conduit and on a list that does what a conduit is to do. */
final class ModelRun {
    private final Random random;
    private final boolean rendezvous;
    private final int bound;
    private final List<Message> model;
    private final Conduit conduit;
    private int number;

    ModelRun(TransportContract contract, int capacity, int seed) {
        random = new Random(seed);
        rendezvous = contract.isRendezvous();
        bound = rendezvous ? Integer.MAX_VALUE : capacity > 0 ? capacity : contract.roomWithoutBound();
        model = new ArrayList<>();
        for (int preloaded = random.nextInt(4); preloaded > 0; preloaded--) {
            model.add(next());
        }
        conduit = contract.open(capacity, model, ContractPart.SILENT);
    }

    private Message next() {
        return new Letter(0, number++).message();
    }

    /** Makes that many calls, then retires the conduit. */
    void run(int calls) {
        for (int i = 0; i < calls; i++) {
            int dice = random.nextInt(100);
            if (dice < 48) {
                offer();
            } else if (dice < 96) {
                poll();
            } else if (rendezvous) {
                withdraw();
            }
            assertEquals(model.size(), conduit.size());
        }
        List<Message> rest = conduit.retire();
        assertEquals(model.size(), rest.size());
        for (int i = 0; i < rest.size(); i++) {
            Letter.assertIs(model.get(i), rest.get(i));
        }
        assertEquals(List.of(), conduit.retire());
    }

    private void offer() {
        Message message = next();
        if (model.size() < bound) {
            assertEquals(Offer.ACCEPTED, conduit.offer(message));
            model.add(message);
        } else {
            assertEquals(Offer.FULL, conduit.offer(message));
        }
    }

    private void poll() {
        if (model.isEmpty()) {
            assertNull(conduit.poll());
        } else {
            Letter.assertIs(model.removeFirst(), conduit.poll());
        }
    }

    private void withdraw() {
        if (model.isEmpty() || random.nextInt(4) == 0) {
            assertFalse(conduit.withdraw(next()));
        } else {
            assertTrue(conduit.withdraw(model.remove(random.nextInt(model.size()))));
        }
    }
}
