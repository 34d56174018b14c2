package org.clutch.testkit.defect;

import java.util.ArrayList;
import java.util.List;
import org.clutch.transport.Conduit;
import org.clutch.transport.ConduitListener;
import org.clutch.transport.Message;

/** Conduits have something in common. */
final class ConduitsDefects {
    private ConduitsDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("has one buffer for all conduits", new OneBuffer()::open, "conduitsKeepTheirMessagesApart",
                        "retirementOfOneLeavesTheOthers", "manyAreOpenedUsedAndRetiredAtTheSameTime"),
                Defect.of("tells the listener of the latest conduit", new OneListener()::open,
                        "changesOfOneAreHeardByItsOwnListener"),
                Defect.of("makes conduits in one place without a lock", new OnePlace()::open,
                        "manyAreOpenedUsedAndRetiredAtTheSameTime"));
    }

    private static final class OneBuffer {
        private final List<Message> messages = new ArrayList<>();

        synchronized Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
            messages.addAll(preloaded);
            return new PlainConduit(capacity, listener, messages);
        }
    }

    private static final class OneListener implements ConduitListener {
        private volatile ConduitListener latest;

        Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
            latest = listener;
            return new PlainConduit(capacity, preloaded, this);
        }

        @Override
        public void readable() {
            latest.readable();
        }

        @Override
        public void writable() {
            latest.writable();
        }
    }

    private static final class OnePlace {
        private volatile List<Message> next;

        Conduit open(int capacity, List<Message> preloaded, ConduitListener listener) {
            next = new ArrayList<>(preloaded);
            PlainConduit.stall();
            return new PlainConduit(capacity, listener, next);
        }
    }
}
