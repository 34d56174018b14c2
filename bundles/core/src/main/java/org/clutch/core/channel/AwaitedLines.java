package org.clutch.core.channel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Messages or room in one line or in several.
 *
 * @param receives whether the wait is for messages, otherwise it is for room
 */
record AwaitedLines(List<SwappableConduit> lines, boolean receives) implements Awaited {

    /** Java code or a message that holds the other end, and a channel whose transport is away, rule it out. */
    @Override
    public boolean canCome(Predicate<Thread> threads, LongPredicate interpreters) {
        for (SwappableConduit line : lines) {
            if (!(line.owner() instanceof BrokeredChannel channel) || !line.isOpen()) {
                return true;
            }
            Set<Long> holders = channel.holders(receives).holders();
            if (holders.isEmpty() || !holders.stream().allMatch(interpreters::test)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String description() {
        String objects = lines.stream().map(SwappableConduit::toString).collect(Collectors.joining(" or "));
        Set<Long> others = others();
        return (receives ? "receive from " : "send to ") + objects
                + (others.isEmpty() ? "" : ", whose other end only " + Holders.describe(others) + " can use");
    }

    @Override
    public Set<Long> others() {
        Set<Long> others = new LinkedHashSet<>();
        for (SwappableConduit line : lines) {
            if (line.owner() instanceof BrokeredChannel channel) {
                others.addAll(channel.holders(receives).holders());
            }
        }
        return others;
    }

    /** Gives the rooms of the lines, for this kind of wait. */
    List<WaitingRoom> rooms() {
        return lines.stream().map(line -> line.room(receives)).toList();
    }
}
