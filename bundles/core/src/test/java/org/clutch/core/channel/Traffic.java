package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.clutch.channel.InterpreterQueue;
import org.clutch.share.Tuple;
import org.clutch.testkit.Background;

/** Senders and receivers that keep one queue busy, and the check that each message came once and in order. */
final class Traffic {
    private final InterpreterQueue queue;
    private final int messages;
    private final List<Background<Void>> senders = new ArrayList<>();
    private final List<Background<List<Tuple>>> receivers = new ArrayList<>();

    /** How a sender puts a message in. */
    interface Sending {
        void send(InterpreterQueue queue, Object message) throws InterruptedException;
    }

    /** How a receiver takes one out. */
    interface Receiving {
        Object receive(InterpreterQueue queue) throws InterruptedException;
    }

    /**
     * @param messages of each sender
     */
    Traffic(InterpreterQueue queue, int messages) {
        this.queue = queue;
        this.messages = messages;
    }

    Traffic senders(int count, Sending sending) {
        for (int i = 0; i < count; i++) {
            int sender = senders.size();
            senders.add(Background.run(() -> {
                for (int number = 0; number < messages; number++) {
                    sending.send(queue, Tuple.of(sender, number));
                }
            }));
        }
        return this;
    }

    Traffic receivers(int count, Receiving receiving) {
        for (int i = 0; i < count; i++) {
            receivers.add(Background.call(() -> {
                List<Tuple> received = new ArrayList<>();
                // None tells a receiver to stop.
                while (receiving.receive(queue) instanceof Object message) {
                    if (message != InterpreterQueue.EMPTY) {
                        received.add((Tuple) message);
                    }
                }
                return received;
            }));
        }
        return this;
    }

    boolean sendersAreDone() {
        return senders.stream().allMatch(Background::isDone);
    }

    void interruptAll() {
        senders.forEach(Background::interrupt);
        receivers.forEach(Background::interrupt);
    }

    /** Waits for all, which needs a transport. */
    void check() throws Exception {
        for (Background<Void> sender : senders) {
            sender.result();
        }
        for (int i = 0; i < receivers.size(); i++) {
            queue.put(null);
        }
        List<List<Long>> bySender = new ArrayList<>();
        senders.forEach(_ -> bySender.add(new ArrayList<>()));
        for (Background<List<Tuple>> receiver : receivers) {
            long[] last = IntStream.range(0, senders.size()).mapToLong(_ -> -1).toArray();
            for (Tuple message : receiver.result()) {
                int sender = Math.toIntExact((Long) message.items().getFirst());
                long number = (Long) message.items().getLast();
                assertTrue(last[sender] < number, () -> "out of order: " + message);
                last[sender] = number;
                bySender.get(sender).add(number);
            }
        }
        List<Long> all = IntStream.range(0, messages).mapToObj(Long::valueOf).toList();
        bySender.forEach(numbers -> assertEquals(all, numbers.stream().sorted().toList()));
        assertEquals(0, queue.size());
    }
}
