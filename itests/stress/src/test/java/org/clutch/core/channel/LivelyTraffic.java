package org.clutch.core.channel;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.core.channel.FakeInterpreters.FakeInterpreter;
import org.clutch.core.channel.FakeInterpreters.Pace;
import org.clutch.core.channel.FakeInterpreters.Work;
import org.clutch.share.EndReference;
import org.clutch.transport.Transport;
import org.clutch.transport.rendezvous.RendezvousTransport;

/** Traffic that always goes on in the end, each kind for another reason. */
final class LivelyTraffic {
    private final FakeInterpreters interpreters;
    private final Random random;
    private final int laps;
    private final List<Channel> movable = new CopyOnWriteArrayList<>();

    LivelyTraffic(FakeInterpreters interpreters, Random random, int laps) {
        this.interpreters = interpreters;
        this.random = random;
        this.laps = laps;
    }

    private Random random() {
        return new Random(random.nextLong());
    }

    private Ring ring() {
        String transport = random.nextBoolean() ? "queue" : "rendezvous";
        Ring ring = new Ring(interpreters, 3 + random.nextInt(2), new ChannelSpec(transport, random.nextInt(3)));
        movable.addAll(ring.channels());
        ring.start(Work::run);
        return ring;
    }

    /** Lets a token in, again and again, with a pause before each. */
    private void keep(Ring ring, SendEnd entrance, Pace pace) throws InterruptedException {
        for (int lap = 0; lap < laps; lap++) {
            pace.pause();
            entrance.send(ring.token());
            ring.awaitArrival();
        }
        entrance.send(ring.last());
    }

    /** Java code holds an end. */
    Future<?> keptByJava() {
        Ring ring = ring();
        SendEnd entrance = interpreters.java(ring.entrance()).sendEnd();
        Pace pace = interpreters.pace(random());
        return interpreters.start(() -> keep(ring, entrance, pace));
    }

    /** The thread of another interpreter waits with a deadline. */
    Future<?> keptByADeadline() {
        Ring ring = ring();
        FakeInterpreter keeper = interpreters.make();
        SendEnd entrance = keeper.sendEnd(ring.entrance());
        Pace pace = keeper.pace(random());
        return keeper.start(() -> keep(ring, entrance, pace));
    }

    /** An interpreter holds an end in which no thread is, until one comes. */
    Future<?> keptByAnIdleInterpreter() {
        Ring ring = ring();
        FakeInterpreter keeper = interpreters.make();
        SendEnd entrance = keeper.sendEnd(ring.entrance());
        Pace pace = interpreters.pace(random());
        return interpreters.start(() -> {
            for (int lap = 0; lap < laps; lap++) {
                pace.pause();
                keeper.enter(() -> entrance.send(ring.token()));
                ring.awaitArrival();
            }
            keeper.enter(() -> entrance.send(ring.last()));
        });
    }

    /** Of the two threads in an interpreter one waits in a channel for the ring, the other one for something else. */
    Future<?> keptByAnotherWait() {
        Ring ring = ring();
        FakeInterpreter keeper = interpreters.make();
        SendEnd entrance = keeper.sendEnd(ring.entrance());
        Channel answers = keeper.channels.create(new ChannelSpec());
        ReceiveEnd answer = answers.receiveEnd();
        SendEnd never = ring.members().getFirst().sendEnd(answers);
        SendEnd last = answers.sendEnd();
        Semaphore start = new Semaphore(0);
        Pace pace = interpreters.pace(random());
        interpreters.start(() -> {
            for (int lap = 0; lap < laps; lap++) {
                pace.pause();
                start.release();
            }
        });
        return keeper.start(() -> {
            keeper.start(answer::receive);
            for (int lap = 0; lap < laps; lap++) {
                start.acquire();
                entrance.send(ring.token());
                ring.awaitArrival();
            }
            entrance.send(ring.last());
            last.send(null);
            Reference.reachabilityFence(never);
        });
    }

    /** Ends are on their way in messages; whoever gets one sends a token and ends. */
    Future<?> keptByTravellingEnds() {
        Ring ring = ring();
        SendEnd origin = ring.members().getLast().sendEnd(ring.entrance());
        List<EndReference> travelling = new ArrayList<>(Stream.generate(origin::reference).limit(laps).toList());
        EndReference lastOne = origin.reference();
        Pace pace = interpreters.pace(random());
        return interpreters.start(() -> {
            for (EndReference each : travelling) {
                pace.pause();
                FakeInterpreter keeper = interpreters.make();
                keeper.enter(() -> keeper.channels.sendEnd(each).send(ring.token()));
                ring.awaitArrival();
                keeper.channels.ended();
            }
            FakeInterpreter keeper = interpreters.make();
            keeper.enter(() -> keeper.channels.sendEnd(lastOne).send(ring.last()));
        });
    }

    /** The messages are kept while their transport is away. */
    Future<?> keptByATransportThatIsAway() {
        String name = "away";
        Transport first = new RendezvousTransport();
        interpreters.set(name, first);
        Ring ring = new Ring(interpreters, 3, new ChannelSpec(name, 0));
        SendEnd entrance = ring.members().getLast().sendEnd(ring.entrance());
        Pace pace = interpreters.pace(random());
        ring.start(Work::run);
        return interpreters.start(() -> {
            ring.members().getLast().enter(() -> entrance.send(Ring.FOR_EVER));
            Transport transport = first;
            for (int lap = 0; lap < laps; lap++) {
                interpreters.transports.removeTransport(transport);
                pace.pause();
                transport = new RendezvousTransport();
                interpreters.set(name, transport);
                pace.pauseBriefly();
            }
            ring.end();
        });
    }

    /** The last one of a pipeline takes its time, and all before it wait for room. */
    Future<?> keptByASlowReceiver() {
        List<FakeInterpreter> stages = Stream.generate(interpreters::make).limit(4).toList();
        List<Channel> pipes = stages.stream().map(each -> each.channels.create(new ChannelSpec("queue", 1))).toList();
        movable.addAll(pipes.subList(0, 3));
        for (int i = 0; i < 3; i++) {
            SendEnd out = pipes.get(i).sendEnd();
            Iterator<Long> numbers = Stream.iterate(0L, number -> number + 1).iterator();
            ReceiveEnd in = i == 0 ? null : stages.get(i).receiveEnd(pipes.get(i - 1));
            stages.get(i).start(() -> {
                for (int lap = 0; lap < laps; lap++) {
                    out.send(in == null ? numbers.next() : in.receive());
                }
            });
        }
        ReceiveEnd end = stages.get(3).receiveEnd(pipes.get(2));
        Pace pace = stages.get(3).pace(random());
        return stages.get(3).start(() -> {
            for (long lap = 0; lap < laps; lap++) {
                pace.pause();
                if (!end.receive().equals(lap)) {
                    throw new AssertionError("out of order at " + lap);
                }
            }
        });
    }

    /** Moves lines to other transports and bounds, one every few milliseconds. */
    Future<?> swapUntilDone(List<? extends Future<?>> lively) {
        Random choice = random();
        Pace pace = interpreters.pace(random());
        return interpreters.start(() -> {
            while (!FakeInterpreters.areDone(lively)) {
                pace.pauseBriefly();
                Channel channel = movable.get(choice.nextInt(movable.size()));
                try {
                    channel.use(choice.nextBoolean() ? "queue" : "rendezvous", choice.nextInt(3));
                } catch (ChannelClosedException e) {
                    // Its traffic is over.
                }
            }
        });
    }
}
