package org.clutch.shell;

import java.util.List;

/**
 * What interpreters, channels and pools did in a span of time.
 *
 * @param nanos how long that was
 * @param interpreters the interpreters, by id
 * @param channels the channels and then the queues, by id
 * @param pools the pools as they are, a line each, by name
 */
public record Top(long nanos, List<InterpreterUse> interpreters, List<ChannelUse> channels, List<String> pools) {
    /**
     * An interpreter.
     *
     * @param id its id
     * @param name its name
     * @param state what it is doing
     * @param threads how many threads are in it
     * @param cpuPercent processor time of those that were in it all the time, in percent of one core
     * @param allocatedPerSecond what they allocated on the heap, in bytes a second
     * @param runsPerSecond how many runs began
     * @param runs how many there have been in all
     */
    public record InterpreterUse(long id, String name, String state, int threads, double cpuPercent,
            double allocatedPerSecond, double runsPerSecond, long runs) {}

    /**
     * A channel or queue.
     *
     * @param name its name
     * @param transport its transport
     * @param size how many messages are in it
     * @param capacity its bound; zero for none
     * @param receivedPerSecond how many messages were received; negative if that is not counted
     * @param waitingSenders how many threads wait for room
     * @param waitingReceivers how many threads wait for a message
     */
    public record ChannelUse(String name, String transport, int size, int capacity, double receivedPerSecond,
            int waitingSenders, int waitingReceivers) {}

    /** Gives it as a table. */
    String text() {
        StringBuilder text = new StringBuilder(
                "  ID  INTERPRETER              STATE     THREADS   %CPU     MB/s   RUNS/s       RUNS\n");
        for (InterpreterUse each : interpreters) {
            text.append("%4d  %-24s %-9s %7d %6.1f %8.1f %8.0f %10d%n".formatted(each.id(), each.name(), each.state(),
                    each.threads(), each.cpuPercent(), each.allocatedPerSecond() / (1 << 20), each.runsPerSecond(),
                    each.runs()));
        }
        text.append(
                "\n      CHANNEL                  TRANSPORT       DEPTH    OF  MESSAGES/s  SENDERS  RECEIVERS WAIT\n");
        for (ChannelUse each : channels) {
            text.append(
                    "      %-24s %-13s %7d %5s %11s %8d %10d%n".formatted(each.name(), each.transport(), each.size(),
                            each.capacity() == 0 ? "-" : each.capacity(),
                            each.receivedPerSecond() < 0 ? "-" : "%.0f".formatted(each.receivedPerSecond()),
                            each.waitingSenders(), each.waitingReceivers()));
        }
        if (!pools.isEmpty()) {
            text.append("\nPOOL\n");
            pools.forEach(each -> text.append(each).append('\n'));
        }
        return text.toString().stripTrailing();
    }
}
