package com.example.greeter;

import static org.clutch.extension.ExtensionModule.PER_INTERPRETER;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.clutch.channel.ChannelClosedException;
import org.clutch.channel.Channels;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.extension.Doc;
import org.clutch.extension.Exported;
import org.clutch.extension.ExtensionModule;
import org.clutch.extension.Parameter;
import org.clutch.share.EndReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The Python module {@code greeter}. Every interpreter that imports it has an instance of this class, so what an instance
 * counts is counted in that interpreter.
 */
@Component(service = Greeter.class, scope = ServiceScope.PROTOTYPE)
@ExtensionModule(name = "greeter", interpreters = PER_INTERPRETER)
@Doc("Greets people, and counts how often.")
public final class Greeter implements AutoCloseable {
    /** How many instances are alive. */
    private static final AtomicLong ALIVE = new AtomicLong();

    /** The most names in one greeting: {@code greeter.LIMIT}. */
    @Exported
    public static final int LIMIT = 100;

    private final AtomicLong greetings = new AtomicLong();
    private final Set<Thread> servers = ConcurrentHashMap.newKeySet();
    @Reference
    private Channels channels;

    /** Declarative Services makes an instance for each interpreter. */
    public Greeter() {
        ALIVE.incrementAndGet();
    }

    @Exported
    @Doc("Return a greeting for somebody.")
    public String greet(@Parameter("name") String name,
            @Parameter(value = "greeting", otherwise = "Hello") String greeting,
            @Parameter(value = "times", otherwise = "1") int times) throws NobodyError {
        if (times < 0) {
            throw new IllegalArgumentException("times must not be negative, got " + times);
        }
        if (name.isBlank()) {
            throw new NobodyError("there is nobody to greet");
        }
        greetings.incrementAndGet();
        return String.join(" ", Stream.generate(() -> greeting + ", " + name + "!").limit(times).toList());
    }

    @Exported
    @Doc("Return how many greetings this interpreter has asked for.")
    public long count() {
        return greetings.get();
    }

    @Exported
    @Doc("Return how many interpreters use this module.")
    public static long alive() {
        return ALIVE.get();
    }

    @Exported
    @Doc("Greet all of a list, each name made by a function.")
    public List<String> greetAll(@Parameter("names") List<String> names,
            @Parameter(value = "key", otherwise = "None") Function<String, String> key) throws NobodyError {
        if (names.size() > LIMIT) {
            throw new IllegalArgumentException(names.size() + " names are more than " + LIMIT);
        }
        Function<String, String> naming = key == null ? Function.identity() : key;
        return names.stream().map(naming).map(name -> "Hello, " + name + "!").toList();
    }

    @Exported
    @Doc("Greet somebody whose name is UTF-8 in a buffer, which is read where it lies.")
    public String greetEncoded(@Parameter("name") ByteBuffer name) throws NobodyError {
        return greet(StandardCharsets.UTF_8.decode(name).toString(), "Hello", 1);
    }

    @Exported
    @Doc("Yield greetings, one for each number of guests.")
    public Stream<String> countdown(@Parameter("guests") int guests) {
        return Stream.iterate(guests, n -> n > 0, n -> n - 1).map(n -> "Hello, all " + n + "!");
    }

    @Exported
    @Doc("Wait. Other threads of the interpreter go on meanwhile, and an interrupt ends it.")
    public void pause(@Parameter("seconds") double seconds) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep((long) (seconds * 1e6));
    }

    @Exported
    @Doc("Greet all whose names come from a channel, in a thread that is in no interpreter, until none can come any more.")
    public void serve(@Parameter("names") EndReference names, @Parameter("greetings") EndReference greetings) {
        ReceiveEnd in = channels.receiveEnd(names);
        SendEnd out = channels.sendEnd(greetings);
        Thread server = Thread.ofVirtual().name("greeter").unstarted(() -> {
            try {
                while (true) {
                    out.send(greet((String) in.receive(), "Hello", 1));
                }
            } catch (ChannelClosedException | InterruptedException e) {
                // Nobody wants another greeting.
            } finally {
                out.close();
                servers.remove(Thread.currentThread());
            }
        });
        servers.add(server);
        server.start();
    }

    /** The exception class {@code greeter.NobodyError}, a ValueError. */
    @Exported
    @Doc("Raised when there is nobody to greet.")
    public static final class NobodyError extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NobodyError(String message) {
            super(message);
        }
    }

    /** The type {@code greeter.Guest}. It is not static, so its objects reach the state of their interpreter's module. */
    @Exported
    @Doc("Somebody who is greeted by name.")
    public final class Guest {
        private String name;
        private int visits;

        @Exported
        public Guest(@Parameter("name") String name, @Parameter(value = "visits", otherwise = "0") int visits) {
            this.name = name;
            this.visits = visits;
        }

        @Exported(property = true)
        @Doc("What the guest is called.")
        public String name() {
            return name;
        }

        @Exported(name = "name", property = true)
        public void rename(String newName) {
            name = newName;
        }

        @Exported
        @Doc("Welcome the guest, and count the visit.")
        public String welcome() {
            visits++;
            return greet(name, "Welcome", 1);
        }

        @Exported(name = "__len__")
        public int visits() {
            return visits;
        }

        @Exported
        @Doc("Return a guest who comes along.")
        public Guest bring(@Parameter("name") String other) {
            return new Guest(other, 0);
        }

        @Exported(name = "__repr__")
        @Override
        public String toString() {
            return "<guest " + name + ">";
        }
    }

    /** The interpreter has ended, or the bundle was updated or removed. */
    @Override
    public void close() {
        servers.forEach(Thread::interrupt);
        ALIVE.decrementAndGet();
    }
}
