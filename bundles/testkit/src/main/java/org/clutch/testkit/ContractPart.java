package org.clutch.testkit;

import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** A part of the contract: tests of one promise, as methods of an interface, so that one class can have all parts. */
interface ContractPart {
    /** Hears and does nothing, so it hides no lack of order between threads. */
    ConduitListener SILENT = new ConduitListener() {
        @Override
        public void readable() {}

        @Override
        public void writable() {}
    };

    /**
     * Gives the contract that this is a part of.
     *
     * @return what knows the transport under test
     */
    TransportContract contract();

    /** Opens an empty conduit that nobody listens to. */
    default Conduit open(int capacity) {
        return contract().open(capacity, List.of(), SILENT);
    }

    /** Opens a conduit without a bound that nobody listens to. */
    default Conduit open(List<Message> preloaded) {
        return contract().open(0, preloaded, SILENT);
    }
}
