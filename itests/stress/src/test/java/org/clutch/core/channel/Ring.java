package org.clutch.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.core.channel.FakeInterpreters.FakeInterpreter;
import org.clutch.core.channel.FakeInterpreters.Work;

/**
 * Interpreters in a ring. The only thread in each waits without a deadline for a token from the one before it, and hands it
 * on. Nobody else holds an end of theirs but who lets tokens in: without that it is a deadlock.
 *
 * <p>A token is a number: how many times it is still handed on, or, below zero, how many members are still to leave.
 */
final class Ring {
    /** A token that goes round until the ring is told to end. */
    static final long FOR_EVER = Long.MAX_VALUE;

    private final List<Member> members = new ArrayList<>();
    private final int size;
    /** One permit for each token that has gone its way. */
    private final Semaphore arrivals = new Semaphore(0);
    private volatile boolean ends;

    /** What the thread in one interpreter has; the ends stay reachable with the ring. */
    private record Member(FakeInterpreter interpreter, ReceiveEnd from, ReceiveEnd quiet, SendEnd to, SendEnd never) {
        /** Waits for a token; every other member does so at two ends, from one of which nothing comes. */
        long receive() throws InterruptedException {
            Object token = interpreter.id % 2 == 0
                    ? from.receive()
                    : interpreter.channels.select(List.of(quiet, from)).message();
            return (Long) token;
        }
    }

    Ring(FakeInterpreters interpreters, int size, ChannelSpec spec) {
        this.size = size;
        List<FakeInterpreter> made = IntStream.range(0, size).mapToObj(_ -> interpreters.make()).toList();
        List<Channel> channels = made.stream().map(each -> each.channels.create(spec)).toList();
        List<Channel> quiet = made.stream().map(each -> each.channels.create(spec)).toList();
        for (int i = 0; i < size; i++) {
            int before = (i + size - 1) % size;
            members.add(new Member(made.get(i), made.get(i).receiveEnd(channels.get(before)),
                    made.get(i).receiveEnd(quiet.get(before)),
                    channels.get(i).sendEnd(), quiet.get(i).sendEnd()));
        }
    }

    /** All channels through which tokens go. */
    List<Channel> channels() {
        return members.stream().map(member -> member.to().channel()).toList();
    }

    /** The one through which tokens come in. */
    Channel entrance() {
        return members.getLast().to().channel();
    }

    List<FakeInterpreter> members() {
        return members.stream().map(Member::interpreter).toList();
    }

    /** What is to come of the threads. */
    interface Expectation {
        void check(Work wait) throws Exception;
    }

    /** Starts the threads. */
    List<Future<?>> start(Expectation expectation) {
        return members.stream().<Future<?>>map(
                member -> member.interpreter().start(() -> expectation.check(() -> handOn(member)))).toList();
    }

    /** A token that goes round three times. */
    long token() {
        return 3L * size;
    }

    /** A token at which the members leave, one after the other. */
    long last() {
        return -size;
    }

    /** Waits until a token has gone its way. */
    void awaitArrival() throws InterruptedException {
        arrivals.acquire();
    }

    /** Lets the members leave when the token that goes round for ever comes by. */
    void end() {
        ends = true;
    }

    private void handOn(Member member) throws InterruptedException {
        long token;
        do {
            token = member.receive();
            if (token == FOR_EVER && ends) {
                token = last();
            }
            if (token == 0) {
                arrivals.release();
            } else if (token == FOR_EVER) {
                member.to().send(token);
            } else if (token != -1) {
                member.to().send(token > 0 ? token - 1 : token + 1);
            }
        } while (token >= 0);
    }
}
